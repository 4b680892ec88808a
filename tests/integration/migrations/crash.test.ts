import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { embeddedServer, installedServer, LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { runMigrations } from '#engine/migrations/run/run-migrations.ts'
import { readStatus } from '#engine/migrations/status.ts'
import { withSession } from '#engine/migrations/locked-session.ts'
import type { Engine } from '#engine/engine.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { makeEnvironment, testEngine } from '../../support/migration-environment.ts'
import { writeFiles } from '../../support/migration-world.ts'

const root = join(import.meta.dirname, '../../..')
const binaries = installedServer(15) ?? embeddedServer(root) ?? ''

let server: LocalServer
let folder: string
let serverFolder: string
let environment: Environment
let engine: Engine

beforeEach(async () => {
  serverFolder = mkdtempSync(join(tmpdir(), 'strata-crash-'))
  makeServerFolder(serverFolder)
  server = await startServer()
  folder = mkdtempSync(join(tmpdir(), 'strata-migrations-'))
  environment = makeEnvironment(server.url(), folder)
  engine = testEngine(environment)
  writeFiles(folder, { 'V1__t.sql': 'CREATE TABLE t (id int)' })
})
afterEach(async () => {
  await server.kill()
  rmSync(serverFolder, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

function startServer(port?: number): Promise<LocalServer> {
  return LocalServer.start({ folder: serverFolder, binaries, ...(port !== undefined && { port }), settings: { ...throwAwaySettings, fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' } })
}

const noBackup = { createBackup: () => Promise.reject(new Error('No backup was asked for')) }
const noJob = { jobId: 'j', signal: new AbortController().signal, progress: () => {}, data: () => {} }
const run = (log: (text: string) => void = () => {}) => runMigrations(engine, noBackup, environment, { direction: 'up' }, { ...noJob, log: (_level, text) => log(text) })
const status = () => withSession(engine, environment, (client) => readStatus(client, environment))

async function onServer<R extends pg.QueryResultRow>(sql: string): Promise<R[]> {
  return withSession(engine, environment, async (client) => (await client.query<R>(sql)).rows)
}

/** Resolves once a session of a run does what is asked for. */
async function sessionThat(condition: string): Promise<number> {
  return withSession(engine, environment, async (client) => {
    for (;;) {
      const { rows } = await client.query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'strata migrate%' AND ${condition}`)
      if (rows[0]) return rows[0].pid
    }
  })
}

async function settled(condition: string): Promise<void> {
  while (!(await onServer<{ yes: boolean }>(`SELECT ${condition} AS yes`))[0]?.yes);
}

async function crashAndRestart(): Promise<void> {
  const { port } = server
  await server.kill()
  server = await startServer(port)
}

test.each([
  ['in a statement', 'CREATE TABLE u (id int);\nSELECT pg_sleep(60);', "wait_event = 'PgSleep'"],
  ['waiting for a lock', 'CREATE TABLE u (id int);\nLOCK TABLE t;', "wait_event_type = 'Lock'"],
])('the server crashes %s: the run says what is true once it answers again', async (_phase, sql, condition) => {
  await run()
  writeFiles(folder, { 'V2__u.sql': sql })
  const blocker = new pg.Client({ connectionString: server.url() })
  blocker.on('error', () => {})
  await blocker.connect()
  await blocker.query('BEGIN; LOCK TABLE t')
  environment.policies.lockTimeoutMs = 0
  const failing = expect(run()).rejects.toMatchObject({ code: 'connection_lost', data: { state: 'V2 was rolled back; the database is at version 1. Nothing else was changed in this run.', where: { file: 'V2__u.sql' } } })
  await sessionThat(condition)
  await crashAndRestart()
  await failing
  await blocker.end().catch(() => {})
  expect(await status()).toMatchObject({ version: '1', pending: 1 })
  expect(await onServer("SELECT kind, outcome FROM strata_journal WHERE run_id = (SELECT run_id FROM strata_journal ORDER BY id DESC LIMIT 1) ORDER BY id")).toEqual([
    { kind: 'run_started', outcome: 'running' }, { kind: 'migration_failed', outcome: 'failed' }, { kind: 'run', outcome: 'failed' },
  ])
  writeFiles(folder, { 'V2__u.sql': 'CREATE TABLE u (id int)' })
  expect(await run()).toMatchObject({ to: '2' })
})

test('the connection is lost in COMMIT and the server stays away: the outcome is unknown, and read from the history later', async () => {
  await run()
  writeFiles(folder, { 'V2__u.sql': 'CREATE TABLE u (id int)' })
  await onServer(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END'`)
  await onServer('CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON flyway_schema_history DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()')
  const failing = expect(run()).rejects.toMatchObject({ code: 'outcome_unknown', data: { params: { what: 'V2 was being committed' } } })
  await sessionThat("query = 'COMMIT' AND wait_event = 'PgSleep'")
  const { port } = server
  await server.kill()
  await failing
  server = await startServer(port)
  const first = await status()
  expect(first).toMatchObject({ version: '1', pending: 1 })
  expect(first.diagnostics).toContainEqual(expect.objectContaining({ code: 'run-interrupted', params: expect.objectContaining({ done: 0 }) }))
  expect(await onServer("SELECT outcome FROM strata_journal WHERE kind = 'run' ORDER BY id DESC LIMIT 1")).toEqual([{ outcome: 'interrupted' }])
  await onServer('DROP TRIGGER slow ON flyway_schema_history')
  expect(await run()).toMatchObject({ to: '2' })
})

test('the connection is lost after the commit took effect but before the answer: the run finds that it did, and succeeds', async () => {
  await onServer('ALTER DATABASE postgres SET synchronous_commit = local')
  await run()
  writeFiles(folder, { 'V2__u.sql': 'SET LOCAL synchronous_commit = on;\nCREATE TABLE u (id int);' })
  await onServer("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
  await onServer('SELECT pg_reload_conf()')
  await settled("current_setting('synchronous_standby_names') = 'nobody'")
  const logged: string[] = []
  const running = run((text) => logged.push(text))
  const pid = await sessionThat("wait_event = 'SyncRep'")
  await onServer(`SELECT pg_terminate_backend(${pid})`)
  expect(await running).toMatchObject({ from: '1', to: '2', migrations: [{ version: '2' }] })
  expect(logged).toContain('The connection to the server was lost. Reading the history to see what took effect.')
  expect(await status()).toMatchObject({ version: '2', pending: 0 })
  expect(await onServer("SELECT outcome FROM strata_journal WHERE kind = 'run' ORDER BY id DESC LIMIT 1")).toEqual([{ outcome: 'succeeded' }])
})

test('the running process is killed: its lock is freed, status is true and a new run goes on', async () => {
  writeFiles(folder, { 'V2__slow.sql': 'CREATE TABLE u (id int);\nSELECT pg_sleep(60);' })
  const child = spawn(process.execPath, [join(root, 'tests/support/run-migrations-child.ts'), server.url(), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('"statement"') && line.includes('V2__slow.sql')) break
  await sessionThat("wait_event = 'PgSleep'")
  child.kill('SIGKILL')
  await exited
  await settled("NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'strata migrate%')")
  const first = await status()
  expect(first).toMatchObject({ version: '1', pending: 1 })
  writeFiles(folder, { 'V2__slow.sql': 'CREATE TABLE u (id int)' })
  expect(await run()).toMatchObject({ from: '1', to: '2' })
  expect(await onServer("SELECT outcome FROM strata_journal WHERE kind = 'run' ORDER BY id")).toEqual([{ outcome: 'interrupted' }, { outcome: 'succeeded' }])
})
