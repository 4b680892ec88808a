import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createBackup } from '#engine/backups/create-backup.ts'
import { findBackup, listBackups } from '#engine/backups/manifests.ts'
import { restoreAndRemember } from '#engine/backups/remember-restore.ts'
import { LocalServer } from '#engine/postgres/local-server.ts'
import { serverBinaries, startServer } from '../../support/own-server.ts'
import { newName, shopDatabase } from './shop.ts'
import { databasesFor, environmentAt, queryAt, recorder, temporaryFolder, testEngine } from './support.ts'

/** Keeps pg_dump waiting: it reads each sequence, and who renames one locks it. */
async function holdSequence(url: string): Promise<pg.Client> {
  const holder = new pg.Client({ connectionString: url })
  holder.on('error', () => {})
  await holder.connect()
  await holder.query('BEGIN; ALTER SEQUENCE app."Order Items_id_seq" RENAME TO held')
  onTestFinished(() => holder.end())
  return holder
}

const sessions = "SELECT application_name AS name, wait_event_type AS waits FROM pg_stat_activity WHERE application_name LIKE 'strata %' AND datname ~ '^(shop|strata_restoring)'"

async function sessionWaits(url: string, purpose: string): Promise<void> {
  await vi.waitFor(async () => expect(await queryAt(url, 'postgres', `${sessions} AND application_name LIKE 'strata ${purpose}%' AND wait_event_type IN ('Lock', 'Timeout')`)).toHaveLength(1), { timeout: 20_000 })
}

/** Loading it into another database never ends. */
const endless = `CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN IF current_database() NOT LIKE 'shop%' THEN PERFORM pg_sleep(600); END IF; RETURN true; END$$;
  CREATE TABLE slow_to_load (id int CHECK (slow(id))); INSERT INTO slow_to_load VALUES (1);`

test('cancel in the middle of a dump ends pg_dump and its session, and leaves no file', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  await holdSequence(database.url)
  const record = recorder()
  const backup = createBackup(engine, environment, { ...record, reason: '', trigger: 'manual' })
  const ended = expect(backup).rejects.toMatchObject({ code: 'cancelled', data: { state: 'No backup was kept. The database was only read.' } })
  await sessionWaits(database.url, 'pg_dump')
  await vi.waitFor(() => expect(record.steps.at(-1)?.label).toMatch(/waiting for a lock of server process \d+/), { timeout: 10_000 })
  record.abort.abort()
  await ended
  expect(readdirSync(join(engine.info.dataFolder, 'backups', environment.id))).toEqual([])
  await vi.waitFor(async () => expect(await queryAt(database.url, database.name, `${sessions} AND datname = current_database()`)).toEqual([]))
})

test('cancel while a table is locked by another session ends the wait', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query('BEGIN; LOCK TABLE customers')
  const record = recorder()
  const ended = expect(createBackup(testEngine([environment]), environment, { ...record, reason: '', trigger: 'manual' })).rejects.toMatchObject({ code: 'cancelled' })
  await sessionWaits(database.url, 'backup')
  record.abort.abort()
  await ended
  await vi.waitFor(async () => expect(await queryAt(database.url, database.name, `${sessions} AND datname = current_database()`)).toEqual([]))
})

test('cancel in the middle of a restore drops the new database and says so', async () => {
  const database = await shopDatabase(endless)
  const environment = environmentAt(database.url)
  const engine = testEngine([environment])
  const manifest = await createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })
  const into = newName()
  const record = recorder()
  const restore = restoreAndRemember(engine, await findBackup(engine, manifest.id), environment, { ...record, into, reason: '' })
  const ended = expect(restore).rejects.toMatchObject({ code: 'cancelled', data: { state: 'The incomplete new database was dropped; nothing else was touched.' } })
  await sessionWaits(database.url, 'pg_restore')
  expect(await databasesFor(database.url, into)).toEqual([expect.stringMatching(/^strata_restoring_/)])
  record.abort.abort()
  await ended
  expect(await databasesFor(database.url, into)).toEqual([])
  expect((await findBackup(engine, manifest.id)).backup.lastRestore).toBeNull()
})

/** A server that this test may kill. */
async function ownServer(): Promise<LocalServer> {
  const server = await startServer({})
  onTestFinished(() => server.remove())
  return server
}

async function shopOn(server: LocalServer, sql: string): Promise<string> {
  await queryAt(server.url(), 'postgres', 'CREATE DATABASE shop')
  await queryAt(server.url(), 'shop', `CREATE SCHEMA app; CREATE TABLE app."Order Items" (id serial PRIMARY KEY); INSERT INTO app."Order Items" SELECT FROM generate_series(1, 10); ${sql}`)
  return server.url('shop')
}

test('a server that dies in the middle of a dump leaves no backup', async () => {
  const server = await ownServer()
  const environment = environmentAt(await shopOn(server, ''))
  const engine = testEngine([environment])
  await holdSequence(server.url('shop'))
  const record = recorder()
  const backup = createBackup(engine, environment, { ...record, reason: '', trigger: 'manual' })
  const ended = expect(backup).rejects.toMatchObject({ code: 'connection_lost', data: { state: 'No backup was kept. The database was only read.' } })
  await sessionWaits(server.url(), 'pg_dump')
  await server.kill()
  await ended
  expect(readdirSync(join(engine.info.dataFolder, 'backups', environment.id))).toEqual([])
})

test('a server that dies in the middle of a restore leaves no database under the asked name, and the next restore clears away the rest', async () => {
  const server = await ownServer()
  const environment = environmentAt(await shopOn(server, endless))
  const engine = testEngine([environment])
  const manifest = await createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })
  const stored = await findBackup(engine, manifest.id)
  const restore = restoreAndRemember(engine, stored, environment, { ...recorder(), into: 'restored_here', reason: '' })
  const ended = expect(restore).rejects.toMatchObject({ code: 'connection_lost', data: { state: expect.stringContaining('may still be on the server; the next restore there removes it') } })
  await sessionWaits(server.url(), 'pg_restore')
  await server.kill()
  await ended
  const restarted = await LocalServer.start({ folder: server.folder, binaries: serverBinaries(), port: server.port })
  onTestFinished(() => restarted.stop())
  const left = await databasesFor(server.url(), 'restored_here')
  expect(left).toEqual([expect.stringMatching(/^strata_restoring_/)])
  const second = recorder()
  const again = restoreAndRemember(engine, stored, environment, { ...second, into: 'restored_here', reason: '' })
  const cancelled = expect(again).rejects.toMatchObject({ code: 'cancelled' })
  await sessionWaits(server.url(), 'pg_restore')
  expect(await databasesFor(server.url(), 'restored_here')).not.toContain(left[0])
  second.abort.abort()
  await cancelled
  expect(await databasesFor(server.url(), 'restored_here')).toEqual([])
})

test('kill -9 in the middle of a dump leaves nothing that looks like a backup, and the next backup clears away the rest', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  const dataFolder = temporaryFolder()
  const engine = testEngine([environment], dataFolder)
  const holder = await holdSequence(database.url)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'backup-process.ts'), database.url, dataFolder], { stdio: 'inherit' })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  await sessionWaits(database.url, 'pg_dump')
  child.kill('SIGKILL')
  await exited
  const folder = join(dataFolder, 'backups', environment.id)
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.partial$/)])
  expect(await listBackups(engine)).toEqual([])
  await holder.query('ROLLBACK')
  const record = recorder()
  const manifest = await createBackup(engine, environment, { ...record, reason: '', trigger: 'manual' })
  expect(readdirSync(folder).toSorted()).toEqual([`${manifest.id}.dump`, `${manifest.id}.json`, `${manifest.id}.strata-snapshot.gz`])
  expect(record.logs.join('\n')).toContain('left behind by a run that was killed')
})
