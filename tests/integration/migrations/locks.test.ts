import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { historyLockKey } from '#engine/history/lock-key.ts'
import { runMigrations } from '#engine/migrations/run/run-migrations.ts'
import { migrationWorld, type MigrationWorld } from '../../support/migration-world.ts'

let world: MigrationWorld
let other: pg.Client
beforeEach(async () => {
  world = await migrationWorld()
  other = new pg.Client({ connectionString: world.database.url, application_name: 'somebody' })
  await other.connect()
})
afterEach(async () => {
  await other.end()
  await world.end()
})

const job = () => ({ jobId: 'j', signal: new AbortController().signal, progress: () => {}, log: () => {}, data: () => {} })
const noBackup = { createBackup: () => Promise.reject(new Error('No backup was asked for')) }

test("a second runner is told who holds the lock; it is Flyway's own", async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)' })
  await other.query('BEGIN')
  await other.query('SELECT pg_try_advisory_xact_lock($1::bigint)', [String(historyLockKey('public', 'flyway_schema_history'))])
  const [{ pid }] = (await other.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows as [{ pid: number }]
  const run = runMigrations(world.engine, noBackup, world.environment, { direction: 'up', lockPatienceMs: 0 }, job())
  await expect(run).rejects.toMatchObject({ code: 'history_locked', data: { params: { pid, holder: expect.stringMatching(/^session \d+ \(somebody, user postgres, idle in transaction since /) } } })
  await other.query('COMMIT')
  expect((await world.apply()).state).toBe('succeeded')
})

test('two runners at once: each migration is applied once', async () => {
  world.files(Object.fromEntries(Array.from({ length: 20 }, (_file, index) => [`V${index + 1}__t.sql`, `CREATE TABLE t${index} (id int)`])))
  const runs = [1, 2, 3].map(() => runMigrations(world.engine, noBackup, world.environment, { direction: 'up' }, job()))
  const counts = (await Promise.all(runs)).map(({ migrations }) => migrations.length)
  expect(counts.toSorted((a, b) => a - b)).toEqual([0, 0, 20])
})

test('a lock that frees in time is waited for by trying again, and the log says who was in the way', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)' })
  await world.apply()
  world.files({ 'V2__x.sql': 'ALTER TABLE t ADD x int' })
  await other.query('BEGIN; SELECT * FROM t')
  const { jobId } = await world.operations.apply({ env: 'here', lockTimeoutMs: 150 }, {})
  const texts: string[] = []
  for await (const { log } of await world.engine.jobs.watch(jobId)) {
    if (!log) continue
    texts.push(log.text)
    if (log.text.includes('Attempt 2')) await other.query('COMMIT')
  }
  expect((await world.ended(jobId)).state).toBe('succeeded')
  expect(texts.find((text) => text.includes('Attempt 2 of 5'))).toMatch(/session \d+ \(somebody, user postgres, idle in transaction since .*\) holds it/)
})

test('when it never frees, lock_timeout says who holds it and that nothing was done', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)' })
  await world.apply()
  world.files({ 'V2__x.sql': 'CREATE TABLE u (id int);\nALTER TABLE t ADD x int' })
  await other.query('BEGIN; SELECT * FROM t')
  const { error } = await world.apply({ lockTimeoutMs: 60 })
  await other.query('COMMIT')
  expect(error).toMatchObject({ code: 'lock_timeout', params: { timeout: '60 ms', attempts: 5 }, where: { file: 'V2__x.sql', line: 2 } })
  expect(error?.state).toMatch(/^V2 was rolled back; the database is at version 1\. The lock is held by session \d+ \(somebody,/)
  expect(await world.database.query("SELECT to_regclass('u') AS u")).toEqual([{ u: null }])
})

test('the statement timeout stops a statement and says which limit it was', async () => {
  world.files({ 'V1__t.sql': 'SELECT pg_sleep(60)' })
  expect((await world.apply({ statementTimeoutMs: 50 })).error).toMatchObject({ code: 'statement_failed', pg: { sqlstate: '57014' }, help: expect.stringContaining('Raise the timeout') })
})

test('cancel reaches the server; the state is true and a new run goes on', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)', 'V2__slow.sql': 'CREATE TABLE u (id int);\nSELECT pg_sleep(60);' })
  const { jobId } = await world.operations.apply({ env: 'here' }, {})
  for await (const { data } of await world.engine.jobs.watch(jobId)) if (data?.kind === 'statement' && data.script === 'V2__slow.sql') await world.engine.jobs.cancel(jobId)
  const { state, error } = await world.ended(jobId)
  expect({ state, error }).toMatchObject({ state: 'cancelled', error: { code: 'cancelled', state: 'V2 was rolled back; the database is at version 1. 1 migration was completed before it in this run.' } })
  expect(await world.database.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid() AND state = 'active'")).toEqual([{ n: 0 }])
  expect(await world.database.query("SELECT outcome FROM strata_journal WHERE kind = 'run' ORDER BY id")).toEqual([{ outcome: 'cancelled' }])
  world.files({ 'V2__slow.sql': 'CREATE TABLE u (id int)' })
  expect((await world.apply()).result).toMatchObject({ to: '2' })
})

test('cancel while waiting for the migration lock changes nothing', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)' })
  await other.query('SELECT pg_advisory_lock($1::bigint)', [String(historyLockKey('public', 'flyway_schema_history'))])
  const { jobId } = await world.operations.apply({ env: 'here' }, {})
  for await (const { log } of await world.engine.jobs.watch(jobId)) if (log?.text.startsWith('Waiting for the migration lock')) await world.engine.jobs.cancel(jobId)
  expect((await world.ended(jobId)).state).toBe('cancelled')
  expect(await world.database.query("SELECT to_regclass('t') AS t")).toEqual([{ t: null }])
})
