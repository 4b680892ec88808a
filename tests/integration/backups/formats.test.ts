import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { Manifest } from '#shared/contract/backups.ts'
import type { DumpChoice } from '#shared/contract/backups-making.ts'
import { backupContents, checkBackup } from '#engine/backups/check-backup.ts'
import { createBackup } from '#engine/backups/create-backup.ts'
import { findClientTools } from '#engine/backups/client-tools.ts'
import { deleteBackup, findBackup } from '#engine/backups/manifests.ts'
import { restoreAndRemember } from '#engine/backups/remember-restore.ts'
import { fingerprintOf, readEnvironment } from '#engine/schema/take-snapshot.ts'
import type { Engine } from '#engine/engine.ts'
import { replaceDatabase } from '#engine/restores/replace-database.ts'
import { newName, newRole, shopDatabase } from './shop.ts'
import { environmentAt, recorder, temporaryFolder, testEngine } from './support.ts'

afterEach(() => vi.unstubAllEnvs())

function make(engine: Engine, choice: DumpChoice): Promise<Manifest> {
  return createBackup(engine, engine.environments.get('shop'), { ...recorder(), reason: '', trigger: 'manual', choice })
}

async function archiveList(file: string): Promise<string> {
  const [client] = await findClientTools()
  return execFileSync(join(client?.folder ?? '', 'pg_restore'), ['--list', file], { encoding: 'utf8' })
}

const tablesOf = ({ tables }: Manifest) => tables.map(({ schema, name, rows }) => `${schema}.${name}: ${rows}`)

test('a directory of parallel jobs is renamed whole, restored, found damaged when one of its files is, and deleted whole', async () => {
  const database = await shopDatabase('SELECT lo_from_bytea(0, $$one$$), lo_from_bytea(0, $$two$$), pg_stat_force_next_flush();')
  const engine = testEngine([environmentAt(database.url)])
  const environment = engine.environments.get('shop')
  const manifest = await make(engine, { format: 'directory', jobs: 2, compression: 'none', globals: true })
  expect(manifest).toMatchObject({ format: 'directory', compression: 'none', largeObjects: 2, file: expect.stringMatching(/\.dir$/) })
  const folder = dirname(manifest.file)
  expect(readdirSync(folder).toSorted()).toEqual([`${manifest.id}.dir`, `${manifest.id}.globals.sql`, `${manifest.id}.json`, `${manifest.id}.strata-snapshot.gz`])
  expect(statSync(manifest.file).mode & 0o777).toBe(0o700)
  expect(readFileSync(manifest.globals?.file ?? '', 'utf8')).toContain('CREATE ROLE postgres')
  expect(manifest.tables.find(({ name }) => name === 'customers')?.written).toEqual({ inserted: 100, updated: 0, deleted: 0 })
  const files = readdirSync(manifest.file)
  expect(manifest.bytes).toBe(files.reduce((sum, name) => sum + statSync(join(manifest.file, name)).size, 0))
  const into = newName()
  const restored = await restoreAndRemember(engine, await findBackup(engine, manifest.id), environment, { ...recorder(), into, reason: '' })
  expect(restored).toMatchObject({ outcome: 'verified', differences: [] })
  const data = join(manifest.file, files.find((name) => /^\d+\.dat/.test(name)) ?? '')
  const bytes = readFileSync(data)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  writeFileSync(data, bytes)
  const damaged = restoreAndRemember(engine, await findBackup(engine, manifest.id), environment, { ...recorder(), into: newName(), reason: '' })
  await expect(damaged).rejects.toMatchObject({ code: 'backup_damaged' })
  await deleteBackup(await findBackup(engine, manifest.id))
  expect(readdirSync(folder)).toEqual([])
})

test('the fingerprint of the schema is that of the snapshot that was dumped, and the restored database has it too', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  const before = fingerprintOf(await readEnvironment(engine, environment))
  let changed: Promise<unknown> | undefined
  const progress = ({ label }: { label: string }) => {
    if (label === 'Dumping app.Order Items (table 1 of 5)' || label === 'Reading the schema') changed ??= database.query('CREATE TABLE later (id int)')
  }
  const manifest = await createBackup(engine, environment, { ...recorder(), progress, reason: '', trigger: 'manual' })
  await (changed ?? database.query('CREATE TABLE later (id int)'))
  expect(manifest.schemaFingerprint).toBe(before)
  expect(fingerprintOf(await readEnvironment(engine, environment))).not.toBe(before)
  const into = newName()
  await restoreAndRemember(engine, await findBackup(engine, manifest.id), environment, { ...recorder(), into, reason: '' })
  expect(fingerprintOf(await readEnvironment(engine, { ...environment, connection: { ...environment.connection, database: into } }))).toBe(before)
})

test('a backup of chosen tables or schemas holds those alone, and its manifest says what it does not hold', async () => {
  const database = await shopDatabase('CREATE SCHEMA "we.ird*"; CREATE TABLE "we.ird*"."$t""x" (id int); CREATE TABLE "we.ird*".other (id int); SELECT lo_from_bytea(0, $$one$$);')
  const engine = testEngine([environmentAt(database.url)])
  const tables = await make(engine, { onlyTables: ['public.parts', 'app.Order Items'] })
  expect(tables.scope).toEqual({ content: 'all', schemas: [], tables: [{ schema: 'app', name: 'Order Items' }, { schema: 'public', name: 'parts' }, { schema: 'public', name: 'parts_2026' }] })
  expect(tablesOf(tables)).toEqual(['app.Order Items: 5000', 'public.parts_2026: 70'])
  expect(tables).toMatchObject({ extensions: [], largeObjects: 0, notes: expect.arrayContaining(['The database has 1 large objects; they are not in it.']) })
  expect(await archiveList(tables.file)).toMatch(/TABLE DATA public parts_2026/)
  expect(await archiveList(tables.file)).not.toMatch(/customers/)
  const odd = await make(engine, { onlyTables: ['$t"x'] })
  expect(tablesOf(odd)).toEqual(['we.ird*.$t"x: 0'])
  expect((await archiveList(odd.file)).match(/TABLE DATA/g)).toHaveLength(1)
  const schema = await make(engine, { onlySchemas: ['we.ird*'], format: 'directory' })
  expect(tablesOf(schema)).toEqual(['we.ird*.$t"x: 0', 'we.ird*.other: 0'])
  expect(await archiveList(schema.file)).toMatch(/SCHEMA - we\.ird\*/)
})

test('definitions alone have no rows, and rows alone no definitions', async () => {
  const database = await shopDatabase()
  const engine = testEngine([environmentAt(database.url)])
  const schema = await make(engine, { content: 'schema' })
  expect(schema).toMatchObject({ scope: { content: 'schema', schemas: [], tables: [] }, extensions: ['hstore', 'plpgsql'] })
  expect(schema.tables.every(({ rows, bytes }) => rows === 0 && bytes === 0)).toBe(true)
  expect(await archiveList(schema.file)).not.toMatch(/TABLE DATA/)
  const data = await make(engine, { content: 'data' })
  expect(data.notes).toEqual(['Definitions are not in it: the target needs the tables.'])
  expect(await archiveList(data.file)).not.toMatch(/\d TABLE public/)
  expect(tablesOf(data)).toContain('public.customers: 100')
})

test('chosen tables, schemas and definitions are restored into a new database and compared with what was chosen; rows alone are refused', async () => {
  const database = await shopDatabase(`ALTER TABLE customers ADD CONSTRAINT mine UNIQUE (name);
    ALTER TABLE app."Order Items" ADD customer int DEFAULT 1 REFERENCES customers, ADD CONSTRAINT own CHECK (customer > 0)`)
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  const restored = async (choice: DumpChoice) => {
    const stored = await findBackup(engine, (await make(engine, choice)).id)
    return restoreAndRemember(engine, stored, environment, { ...recorder(), into: newName(), reason: '' })
  }
  const foreign = { subject: expect.stringContaining('FOREIGN KEY (customer) REFERENCES public.customers'), expected: 'restored', found: expect.stringContaining('it was not chosen for the backup') }
  expect(await restored({ onlyTables: ['public.parts', 'app.Order Items'] })).toMatchObject({ outcome: 'differs', differences: [foreign], tables: 2, rows: 5070 })
  expect(await restored({ onlyTables: ['public.customers'] })).toMatchObject({ outcome: 'verified', differences: [], tables: 1, rows: 100 })
  expect(await restored({ onlySchemas: ['app'], format: 'directory' })).toMatchObject({ outcome: 'differs', differences: [foreign], tables: 1, rows: 5000 })
  expect(await restored({ content: 'schema' })).toMatchObject({ outcome: 'verified', differences: [], tables: 5, rows: 0 })
  await expect(restored({ content: 'data' })).rejects.toMatchObject({ code: 'backup_unusable', data: { state: 'Nothing was changed.', help: expect.stringContaining('Restore chosen tables from it') } })
  const data = await findBackup(engine, (await make(engine, { content: 'data' })).id)
  await expect(replaceDatabase(engine, data, environment, { ...recorder(), reason: '', endSessions: true })).rejects.toMatchObject({ code: 'backup_unusable' })
})

test('what cannot be is refused before anything is done', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  await expect(make(engine, { onlyTables: ['public.nobody'] })).rejects.toMatchObject({ code: 'not_found' })
  await expect(make(engine, { onlySchemas: ['nobody'] })).rejects.toMatchObject({ code: 'not_found' })
  await expect(make(engine, { jobs: 2 })).rejects.toMatchObject({ code: 'bad_request' })
  await expect(make(engine, { compression: 'gzip:12' })).rejects.toMatchObject({ code: 'bad_request' })
  const check = await checkBackup(engine, environment, { compression: 'zstd:3' })
  expect(check).toMatchObject({ ok: false, compressions: ['none', 'gzip'], message: expect.stringContaining('knows gzip alone') })
  await expect(make(engine, { compression: 'zstd:3' })).rejects.toMatchObject({ code: 'backup_failed', message: expect.stringContaining('knows gzip alone') })
})

test('the check says what it would hold, who may read it and what can restore it', async () => {
  const database = await shopDatabase(`CREATE EXTENSION postgres_fdw; CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw; CREATE FOREIGN TABLE far (id int) SERVER away;`)
  const environment = environmentAt(database.url)
  const target = environmentAt(database.url, { id: 'other', name: 'other' })
  const gone = environmentAt('postgres://postgres@127.0.0.1:1/x', { id: 'gone', name: 'gone' })
  const engine = testEngine([environment, target, gone])
  expect(await checkBackup(engine, environment)).toMatchObject({ ok: true, notes: ['Rows of foreign tables stay where they are and are not in it: public.far.'], readers: { ok: true, message: 'It can be read by pg_restore 15 and later, and restored on PostgreSQL 15 and later.' } })
  expect((await checkBackup(engine, environment, {}, target)).readers).toEqual({ ok: true, message: expect.stringContaining('other is PostgreSQL 15 and can read it by pg_restore') })
  expect((await checkBackup(engine, environment, {}, gone)).readers).toMatchObject({ ok: false, message: expect.stringContaining('is not known') })
  expect((await backupContents(engine, environment)).tables.map(({ name }) => name)).toEqual(['Order Items', 'customers', 'empty', 'far', 'flyway_schema_history', 'parts'])
  const role = await newRole('', [database])
  await database.query(`GRANT USAGE ON SCHEMA app TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA app TO ${role}; GRANT SELECT ON ALL SEQUENCES IN SCHEMA app TO ${role}`)
  const reader = environmentAt(database.url.replace('postgres@', `${role}@`), { id: 'reader', name: 'shop' })
  const readers = testEngine([reader])
  expect(await checkBackup(readers, reader)).toMatchObject({ ok: false })
  expect(await checkBackup(readers, reader, { onlySchemas: ['app'] })).toMatchObject({ ok: true })
  const manifest = await make(readers, { onlySchemas: ['app'], globals: true })
  expect(manifest.notes).toContain(`The passwords of roles are not in it: user "${role}" is no superuser.`)
})

test('globals that cannot be had make no backup fail, and the manifest says so', async () => {
  const database = await shopDatabase()
  const engine = testEngine([environmentAt(database.url)])
  const [client] = await findClientTools()
  const folder = temporaryFolder()
  for (const [name, script] of [['pg_dump', `exec "${client?.folder}/pg_dump" "$@"`], ['pg_restore', 'exit 1'], ['pg_dumpall', 'echo "pg_dumpall: error: no roles today" >&2; exit 1']] as const) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  vi.stubEnv('STRATA_PG_BIN', folder)
  const manifest = await make(engine, { globals: true })
  expect(manifest.globals).toBeUndefined()
  expect(manifest.notes).toEqual(['Roles and tablespaces are not in it: no roles today.'])
  expect(readdirSync(dirname(manifest.file)).toSorted()).toEqual([`${manifest.id}.dump`, `${manifest.id}.json`, `${manifest.id}.strata-snapshot.gz`])
})
