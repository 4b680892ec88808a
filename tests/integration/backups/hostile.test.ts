import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Manifest } from '#shared/contract/backups.ts'
import { createBackup } from '#engine/backups/create-backup.ts'
import { deleteBackup, findBackup, listBackups } from '#engine/backups/manifests.ts'
import { restoreAndRemember } from '#engine/backups/remember-restore.ts'
import type { Engine } from '#engine/engine.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { onServer, serverUrl, type TestDatabase } from '../../support/database.ts'
import { newName, newRole, shopDatabase } from './shop.ts'
import { databasesFor, environmentAt, queryAt, recorder, temporaryFolder, testEngine } from './support.ts'

afterEach(() => vi.useRealTimers())

interface Backed {
  database: TestDatabase
  environment: Environment
  engine: Engine
  manifest: Manifest
}

const make = (engine: Engine, environment: Environment) => createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })

async function backedUp(extra = '', change: Partial<Environment> = {}): Promise<Backed> {
  const database = await shopDatabase(extra)
  const environment = environmentAt(database.url, change)
  const engine = testEngine([environment])
  return { database, environment, engine, manifest: await make(engine, environment) }
}

async function restore({ engine, environment, manifest }: Backed, into: string, record = recorder(), target = environment) {
  return restoreAndRemember(engine, await findBackup(engine, manifest.id), target, { ...record, into, reason: '' })
}

const manifestFile = ({ manifest }: Backed) => join(dirname(manifest.file), `${manifest.id}.json`)

function edit(backed: Backed, change: object): void {
  writeFileSync(manifestFile(backed), JSON.stringify({ ...JSON.parse(readFileSync(manifestFile(backed), 'utf8')), ...change }))
}

test('an archive in the place of another is refused, also when the manifest was edited to its size', async () => {
  const backed = await backedUp()
  await backed.database.query('INSERT INTO customers SELECT i, repeat(md5(i::text), 9) FROM generate_series(1000, 3000) i')
  const other = await make(backed.engine, backed.environment)
  copyFileSync(other.file, backed.manifest.file)
  const into = newName()
  await expect(restore(backed, into)).rejects.toMatchObject({ code: 'backup_damaged', data: { state: 'Nothing was changed.' } })
  edit(backed, { bytes: other.bytes })
  await expect(restore(backed, into)).rejects.toMatchObject({ code: 'backup_damaged', message: expect.stringContaining('SHA-256') })
  expect(await databasesFor(backed.database.url, into)).toEqual([])
})

test('an archive of more than 4 GB that is not the one of the manifest is refused without being read', async () => {
  const backed = await backedUp()
  truncateSync(backed.manifest.file, 5 * 1024 ** 3)
  await expect(restore(backed, newName())).rejects.toMatchObject({ code: 'backup_damaged', message: expect.stringContaining(`${5 * 1024 ** 3} bytes`) })
})

test('numbers beyond 32 bits are shown and compared as they are', async () => {
  const backed = await backedUp()
  const tables = backed.manifest.tables.map((table) => (table.name === 'customers' ? { ...table, rows: 6_000_000_000, bytes: 5_000_000_000_000 } : table))
  edit(backed, { tables })
  expect((await findBackup(backed.engine, backed.manifest.id)).backup.rowCount).toBeGreaterThan(6_000_000_000)
  const record = recorder()
  const result = await restore(backed, newName(), record)
  expect(result.differences).toEqual([{ subject: 'Table public.customers', expected: '6000000000 rows', found: '100 rows' }])
  expect(record.steps.every(({ done = 0, total = 0 }) => done <= total && done >= 0)).toBe(true)
})

test('a manifest that names another archive or a folder is none, and deletes nothing', async () => {
  const backed = await backedUp()
  const other = await make(backed.engine, backed.environment)
  const before = readdirSync(dirname(other.file))
  for (const file of ['..', '.', '', '../shop.dump', basename(other.file), '/', 'findings/..']) {
    edit(backed, { file })
    expect((await listBackups(backed.engine)).map(({ manifest }) => manifest.id), file).toEqual([other.id])
    await expect(findBackup(backed.engine, backed.manifest.id).then(deleteBackup)).rejects.toMatchObject({ code: 'not_found' })
  }
  edit(backed, { globals: { file: basename(other.file), bytes: 1, sha256: '' } })
  await expect(findBackup(backed.engine, backed.manifest.id).then(deleteBackup)).rejects.toMatchObject({ code: 'not_found' })
  expect(readdirSync(dirname(other.file))).toEqual(before)
})

test('what lies in a folder of backups and is no backup is left out, and the others are listed', async () => {
  const backed = await backedUp()
  const folder = dirname(backed.manifest.file)
  const texts = { 'empty.json': '', 'array.json': '[]', 'null.json': 'null', 'deep.json': '['.repeat(50_000), 'binary.json': Buffer.from([0, 255, 254, 0, 1]), 'other.json': JSON.stringify({ ...backed.manifest, file: 'other.dump' }) }
  for (const [name, content] of Object.entries(texts)) writeFileSync(join(folder, name), content)
  mkdirSync(join(folder, 'folder.json'))
  writeFileSync(join(folder, 'huge.json'), '')
  truncateSync(join(folder, 'huge.json'), 3 * 1024 ** 3)
  writeFileSync(join(folder, `${backed.manifest.id}.restore.json`), '{"damaged": "perhaps"}')
  const wrong = [{ bytes: 'many' }, { tables: {} }, { createdAt: 'yesterday' }, { trigger: 'magic' }, { serverMajor: 15.5 }, { format: 'cpio' }]
  for (const [index, change] of wrong.entries()) writeFileSync(join(folder, `wrong_${index}.json`), JSON.stringify({ ...backed.manifest, id: `wrong_${index}`, file: `wrong_${index}.dump`, ...change }))
  expect((await listBackups(backed.engine)).map(({ manifest }) => manifest.id)).toEqual([backed.manifest.id])
  edit(backed, { fromALaterVersion: { x: 1 } })
  expect(await restore(backed, newName())).toMatchObject({ outcome: 'verified' })
})

test('two restores at once: into one name only one comes, into two names both do, and both are remembered', async () => {
  const backed = await backedUp()
  const [one, two] = [newName(), newName()]
  const same = await Promise.allSettled([restore(backed, one), restore(backed, one)])
  expect(same.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(same.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'target_exists' } })
  expect(await databasesFor(backed.database.url, one)).toEqual([one])
  await onServer(`DROP DATABASE ${one}`)
  const both = await Promise.all([restore(backed, one), restore(backed, two)])
  expect(both.map(({ outcome }) => outcome)).toEqual(['verified', 'verified'])
  const { findings } = await findBackup(backed.engine, backed.manifest.id)
  expect(findings.restores.map(({ database }) => database).toSorted()).toEqual([one, one, two].toSorted())
})

test('a database that somebody drops in the middle of its restore is a failure in words, and nothing is left', async () => {
  const backed = await backedUp(`CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN IF current_database() NOT LIKE 'shop%' THEN PERFORM pg_sleep(600); END IF; RETURN true; END$$;
    CREATE TABLE slow_to_load (id int CHECK (slow(id))); INSERT INTO slow_to_load VALUES (1);`)
  const into = newName()
  const failing = expect(restore(backed, into)).rejects.toMatchObject({ code: expect.stringMatching(/^(connection_lost|restore_failed)$/), data: { state: expect.stringContaining('nothing else was touched') } })
  const working = await vi.waitFor(async () => {
    const [row] = await queryAt(backed.database.url, 'postgres', "SELECT datname AS name FROM pg_stat_activity WHERE application_name LIKE 'strata pg_restore%' AND wait_event = 'PgSleep'")
    expect(row).toBeDefined()
    return String(row?.name)
  }, { timeout: 20_000 })
  await onServer(`DROP DATABASE "${working}" WITH (FORCE)`)
  await failing
  expect(await databasesFor(backed.database.url, into)).toEqual([])
})

test('names with quotes, blanks, line breaks, other scripts and 63 bytes are backed up and restored', async () => {
  const odd = ['Jo\'s "best" = x', ' ; DROP TABLE a; --', 'line\nbreak', 'Größe 订单', '订'.repeat(21), '$1 \\ %s \t']
  const statements = odd.map((name, index) => {
    const quoted = `"${name.replaceAll('"', '""')}"`
    return `CREATE SCHEMA ${quoted}; CREATE TABLE ${quoted}.${quoted} (${quoted} int PRIMARY KEY); INSERT INTO ${quoted}.${quoted} SELECT generate_series(1, ${index + 1});`
  })
  const name = `${newName()} "q" 'x' =订`
  const quoted = `"${name.replaceAll('"', '""')}"`
  await onServer(`CREATE DATABASE ${quoted}`)
  onTestFinished(() => onServer(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`))
  const environment = environmentAt(serverUrl(), { id: 'odd' })
  environment.connection.database = name
  const { host, port, user } = environment.connection
  const client = new pg.Client({ host, port, user, database: name })
  await client.connect()
  await client.query(statements.join('\n')).finally(() => client.end())
  const engine = testEngine([environment])
  const manifest = await make(engine, environment)
  expect(manifest.tables.map(({ schema, rows }) => ({ schema, rows })).toSorted((a, b) => a.rows - b.rows)).toEqual(odd.map((schema, index) => ({ schema, rows: index + 1 })))
  const into = `${newName().slice(0, 12)}${'订'.repeat(17)}`
  onTestFinished(() => onServer(`DROP DATABASE IF EXISTS "${into}" WITH (FORCE)`))
  expect(Buffer.byteLength(into)).toBe(63)
  const result = await restoreAndRemember(engine, await findBackup(engine, manifest.id), environment, { ...recorder(), into, reason: '' })
  expect(result).toMatchObject({ outcome: 'verified', tables: odd.length, rows: 21 })
})

test('large objects and foreign tables without their server go through a backup and a restore', async () => {
  const backed = await backedUp(`CREATE EXTENSION postgres_fdw; CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '192.0.2.1', dbname 'none');
    CREATE FOREIGN TABLE far (id int) SERVER away; SELECT lo_from_bytea(900001, decode(repeat('ab', 3000000), 'hex')), lo_from_bytea(900002, '');`)
  const into = newName()
  expect(await restore(backed, into)).toMatchObject({ outcome: 'verified' })
  const objects = 'SELECT loid::int, count(*)::int AS pages, sum(length(data))::int AS bytes FROM pg_largeobject GROUP BY 1 ORDER BY 1'
  expect(await queryAt(backed.database.url, into, objects)).toEqual([{ loid: 900001, pages: 1465, bytes: 3_000_000 }])
})

test('a table whose policies bind its owner too is restored, and said not to be counted where the user may not see it', async () => {
  const backed = await backedUp(`CREATE TABLE mine (id int, owner text); INSERT INTO mine VALUES (1, 'a'), (2, 'b');
    ALTER TABLE mine ENABLE ROW LEVEL SECURITY; ALTER TABLE mine FORCE ROW LEVEL SECURITY; CREATE POLICY own ON mine USING (owner = current_user);`)
  const into = newName()
  expect(await restore(backed, into)).toMatchObject({ outcome: 'verified' })
  expect(await queryAt(backed.database.url, into, 'SELECT relforcerowsecurity AS forced FROM pg_class WHERE relname = $$mine$$')).toEqual([{ forced: true }])
  const role = await newRole('CREATEDB')
  const plain = await restore(backed, newName(), recorder(), environmentAt(backed.database.url.replace('postgres@', `${role}@`)))
  expect(plain.differences).toEqual([{ subject: 'Table public.mine', expected: '2 rows', found: expect.stringContaining('could not be counted') }])
})

/** A folder that may be read and not written, also by root. */
function readOnly(folder: string): void {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return void execFileSync('chmod', ['0500', folder])
  execFileSync('mount', ['--bind', folder, folder])
  onTestFinished(() => void execFileSync('umount', [folder]))
  execFileSync('mount', ['-o', 'remount,ro,bind', folder])
}

test('a folder that cannot be written to is named by a backup, and its backups are listed and restored', async () => {
  const folder = temporaryFolder()
  const backed = await backedUp('', { backupFolder: folder })
  readOnly(folder)
  await expect(make(backed.engine, backed.environment)).rejects.toMatchObject({ code: 'backup_failed', message: expect.stringMatching(/read-only|permission/i), data: { state: 'No backup was kept. The database was only read.' } })
  const record = recorder()
  expect(await restore(backed, newName(), record)).toMatchObject({ outcome: 'verified' })
  expect(record.logs.join('\n')).toContain('could not be written beside the backup')
})

test('a clock that jumps back while a backup is made gives no negative times, and a backup from the future is listed', async () => {
  const backed = await backedUp()
  edit(backed, { createdAt: '2999-01-01T00:00:00.000Z' })
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-01T12:00:00Z') })
  const making = make(backed.engine, backed.environment)
  vi.setSystemTime(new Date('2020-01-01T00:00:00Z'))
  const manifest = await making
  expect(manifest.ms).toBeGreaterThanOrEqual(0)
  expect((await listBackups(backed.engine)).map(({ manifest: { id } }) => id)).toEqual([backed.manifest.id, manifest.id])
})

test('a run that was killed between naming the archive and naming its manifest is completed by the next one', async () => {
  const backed = await backedUp()
  const pending = `${manifestFile(backed)}.${hostname().replace(/[^A-Za-z0-9]+/g, '_')}-999999.partial`
  renameSync(manifestFile(backed), pending)
  expect(await listBackups(backed.engine)).toEqual([])
  const record = recorder()
  const next = await createBackup(backed.engine, backed.environment, { ...record, reason: '', trigger: 'manual' })
  expect((await listBackups(backed.engine)).map(({ manifest }) => manifest.id).toSorted()).toEqual([backed.manifest.id, next.id].toSorted())
  expect(existsSync(pending)).toBe(false)
  expect(record.logs.join('\n')).toContain(`Completed the backup ${backed.manifest.id}`)
  expect(await restore(backed, newName())).toMatchObject({ outcome: 'verified' })
})
