import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { createBackup } from '#engine/backups/create-backup.ts'
import { findBackup } from '#engine/backups/manifests.ts'
import { restoreAndRemember } from '#engine/backups/remember-restore.ts'
import type { Engine } from '#engine/engine.ts'
import { onServer, type TestDatabase } from '../../support/database.ts'
import { newName, newRole, shopDatabase } from './shop.ts'
import { databasesFor, environmentAt, queryAt, recorder, testEngine } from './support.ts'

interface Backed {
  database: TestDatabase
  environment: Environment
  engine: Engine
  manifest: Manifest
}

async function backedUp(extra = ''): Promise<Backed> {
  const database = await shopDatabase(extra)
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  return { database, environment, engine, manifest: await createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' }) }
}

async function restore({ engine, environment, manifest }: Backed, into: string, record = recorder(), target = environment) {
  return restoreAndRemember(engine, await findBackup(engine, manifest.id), target, { ...record, into, reason: 'to look' })
}

function changeManifest({ manifest }: Backed, change: Partial<Manifest>): void {
  const file = join(dirname(manifest.file), `${manifest.id}.json`)
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }))
}

test('a restore makes a new database with the same rows, says that it was verified, and remembers it', async () => {
  const backed = await backedUp()
  const into = newName()
  const record = recorder()
  const result = await restore(backed, into, record)
  expect(result).toMatchObject({ backup: backed.manifest.id, database: into, outcome: 'verified', differences: [], harmless: [], tables: 5, rows: 5174 })
  expect(await queryAt(backed.database.url, into, 'SELECT count(*)::int AS names FROM names')).toEqual([{ names: 100 }])
  expect(await queryAt(backed.database.url, into, 'SELECT shobj_description(oid, $$pg_database$$) AS comment FROM pg_database WHERE datname = current_database()')).toEqual([{ comment: null }])
  const { backup } = await findBackup(backed.engine, backed.manifest.id)
  expect(backup).toMatchObject({ condition: 'ok', lastRestore: { outcome: 'verified', database: into } })
  expect(record.steps.at(0)).toMatchObject({ label: 'Checking the archive' })
})

test('an existing database is never overwritten', async () => {
  const backed = await backedUp()
  await expect(restore(backed, backed.database.name)).rejects.toMatchObject({ code: 'target_exists', data: { state: 'Nothing was changed.' } })
  expect(await backed.database.query('SELECT count(*)::int AS rows FROM customers')).toEqual([{ rows: 100 }])
})

test('a truncated archive is refused before anything is made', async () => {
  const backed = await backedUp()
  truncateSync(backed.manifest.file, backed.manifest.bytes - 100)
  const into = newName()
  await expect(restore(backed, into)).rejects.toMatchObject({ code: 'backup_damaged' })
  expect(await databasesFor(backed.database.url, into)).toEqual([])
  expect((await findBackup(backed.engine, backed.manifest.id)).backup).toMatchObject({ condition: 'damaged', lastRestore: { outcome: 'failed' } })
})

test('an archive with one byte changed is refused by its checksum, and remembered as damaged', async () => {
  const backed = await backedUp()
  const bytes = readFileSync(backed.manifest.file)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(backed.manifest.file, bytes)
  await expect(restore(backed, newName())).rejects.toMatchObject({ code: 'backup_damaged', message: expect.stringContaining('SHA-256') })
  expect((await findBackup(backed.engine, backed.manifest.id)).backup.condition).toBe('damaged')
})

test('a backup of a newer server is refused by its manifest', async () => {
  const backed = await backedUp()
  changeManifest(backed, { serverMajor: 16, serverVersion: '16.4' })
  const into = newName()
  await expect(restore(backed, into)).rejects.toMatchObject({ code: 'backup_newer', data: { params: { from: 16, to: 15 } } })
  expect(await databasesFor(backed.database.url, into)).toEqual([])
})

test('an archive in the format of a newer pg_dump asks for a newer pg_restore', async () => {
  const backed = await backedUp()
  const bytes = readFileSync(backed.manifest.file)
  bytes[6] = 99
  writeFileSync(backed.manifest.file, bytes)
  changeManifest(backed, { sha256: (await import('node:crypto')).createHash('sha256').update(bytes).digest('hex') })
  await expect(restore(backed, newName())).rejects.toMatchObject({ code: 'client_missing', data: { help: expect.stringContaining('postgresql') } })
})

test('what differs from the manifest is said with the numbers of both sides', async () => {
  const backed = await backedUp()
  const tables = backed.manifest.tables.map((table) => (table.name === 'customers' ? { ...table, rows: 101 } : table))
  changeManifest(backed, { tables: [...tables, { schema: 'app', name: 'gone', rows: 7, bytes: 0 }], extensions: ['hstore', 'plpgsql', 'postgis'] })
  const result = await restore(backed, newName())
  expect(result.outcome).toBe('differs')
  expect(result.differences).toEqual([
    { subject: 'Table public.customers', expected: '101 rows', found: '100 rows' },
    { subject: 'Table app.gone', expected: '7 rows', found: 'no such table' },
    { subject: 'Extension postgis', expected: 'installed', found: 'not installed' },
  ])
})

test('a user who is no superuser restores what another owns, and is told what that means', async () => {
  const backed = await backedUp('COMMENT ON EXTENSION hstore IS $$pairs$$; COMMENT ON SCHEMA public IS $$ours$$; GRANT SELECT ON customers TO pg_monitor;')
  const role = await newRole('CREATEDB')
  const into = newName()
  const record = recorder()
  const result = await restore(backed, into, record, environmentAt(backed.database.url.replace('postgres@', `${role}@`)))
  expect(result).toMatchObject({ outcome: 'verified', rows: 5174, harmless: [] })
  expect(record.logs.join('\n')).toContain(`everything in the new database will belong to "${role}"`)
  expect(await queryAt(backed.database.url, into, 'SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname IN ($$app$$, $$public$$)')).toEqual([{ tableowner: role }])
})

test('an extension that a plain user may not install is a difference, and its comment is harmless', async () => {
  const backed = await backedUp('CREATE EXTENSION pageinspect;')
  const role = await newRole('CREATEDB')
  const result = await restore(backed, newName(), recorder(), environmentAt(backed.database.url.replace('postgres@', `${role}@`)))
  expect(result.differences).toEqual([{ subject: 'Extension pageinspect', expected: 'installed', found: 'permission denied to create extension "pageinspect"' }])
  expect(result.harmless.map(({ message }) => message)).toEqual(['COMMENT EXTENSION pageinspect: extension "pageinspect" does not exist'])
})

test('roles that are gone are named, and what they owned is there', async () => {
  const role = `gone_${Math.random().toString(36).slice(2, 10)}`
  await onServer(`CREATE ROLE ${role}`)
  const backed = await backedUp(`ALTER TABLE customers OWNER TO ${role}; GRANT SELECT ON empty TO ${role};`)
  await backed.database.query(`REASSIGN OWNED BY ${role} TO postgres; DROP OWNED BY ${role}`)
  await onServer(`DROP ROLE ${role}`)
  const result = await restore(backed, newName())
  expect(result.outcome).toBe('verified')
  expect(result.harmless.map(({ why }) => why)).toEqual([
    `There is no role "${role}" on this server; the object is there and belongs to "postgres".`,
    `There is no role "${role}" on this server, so there is nobody to give privileges to.`,
  ])
})

test('a restore that loses something has failed, and its database is dropped', async () => {
  const backed = await backedUp(`CREATE FUNCTION small(int) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RETURN current_database() LIKE 'shop%'; END$$;
    CREATE TABLE checked (id int CHECK (small(id))); INSERT INTO checked VALUES (1);`)
  const into = newName()
  await expect(restore(backed, into)).rejects.toMatchObject({
    code: 'restore_failed', message: expect.stringContaining('checked'), data: { state: 'The incomplete new database was dropped; nothing else was touched.' },
  })
  expect(await databasesFor(backed.database.url, into)).toEqual([])
  expect((await findBackup(backed.engine, backed.manifest.id)).backup.lastRestore).toMatchObject({ outcome: 'failed', database: into })
})

test('a user without CREATEDB is told so', async () => {
  const backed = await backedUp()
  const role = await newRole('')
  await expect(restore(backed, newName(), recorder(), environmentAt(backed.database.url.replace('postgres@', `${role}@`)))).rejects.toMatchObject({ code: 'permission_denied' })
})

test('a locale that the server does not have is replaced by its own, and said', async () => {
  const backed = await backedUp()
  changeManifest(backed, { locale: { encoding: 'UTF8', collate: 'xx_XX.UTF-8', ctype: 'xx_XX.UTF-8', provider: 'c', locale: null } })
  const record = recorder()
  const result = await restore(backed, newName(), record)
  expect(result.differences).toEqual([{ subject: 'Collation of the database', expected: 'xx_XX.UTF-8', found: 'C' }])
  expect(record.logs.join('\n')).toContain('does not have the locale of the original')
})

test('settings of the database are set again, and what cannot be set is a difference', async () => {
  const backed = await backedUp()
  const { name } = backed.database
  await onServer(`ALTER DATABASE ${name} SET search_path = app, "Odd, name", public; ALTER DATABASE ${name} SET app.tenant = 'it''s'; ALTER DATABASE ${name} SET log_min_duration_statement = '7ms'`)
  const manifest = await createBackup(backed.engine, backed.environment, { ...recorder(), reason: '', trigger: 'manual' })
  const settings = `SELECT unnest(setconfig) AS setting FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1`
  const into = newName()
  expect(await restore({ ...backed, manifest }, into)).toMatchObject({ outcome: 'verified' })
  expect(await queryAt(backed.database.url, into, settings)).toEqual(await backed.database.query(settings))
  const role = await newRole('CREATEDB')
  const result = await restore({ ...backed, manifest }, newName(), recorder(), environmentAt(backed.database.url.replace('postgres@', `${role}@`)))
  expect(result.differences).toEqual([
    { subject: 'Setting app.tenant of the database', expected: "it's", found: 'permission denied to set parameter "app.tenant"' },
    { subject: 'Setting log_min_duration_statement of the database', expected: '7ms', found: 'permission denied to set parameter "log_min_duration_statement"' },
  ])
})
