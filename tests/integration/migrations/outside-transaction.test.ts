import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrationWorld, type MigrationWorld } from '../../support/migration-world.ts'

let world: MigrationWorld
beforeEach(async () => {
  world = await migrationWorld()
})
afterEach(() => world.end())

const status = () => world.operations.status({ env: 'here' }, {})

test('CREATE INDEX CONCURRENTLY runs outside a transaction, under the lock, with its rows after it', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)', 'V2__i.sql': 'CREATE INDEX CONCURRENTLY t_id ON t (id);\nVACUUM t;', 'V3__c.sql': 'COMMENT ON TABLE t IS \'x\'' })
  const plan = await world.operations.plan({ env: 'here', direction: 'up' }, {})
  expect(plan.steps.map(({ transactional, reason }) => [transactional, reason])).toEqual([[true, undefined], [false, 'CREATE INDEX CONCURRENTLY cannot run in a transaction'], [true, undefined]])
  expect((await world.apply()).result.migrations).toHaveLength(3)
  expect(await world.database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_id'::regclass")).toEqual([{ indisvalid: true }])
  expect(await world.database.query("SELECT script, success FROM flyway_schema_history WHERE version = '2'")).toEqual([{ script: 'V2__i.sql', success: true }])
})

test('an invalid leftover is found and named, the failure stays in the history until repair, and IF NOT EXISTS cannot hide it', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int);\nINSERT INTO t VALUES (1), (1);', 'V2__i.sql': 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_id ON t (id);' })
  const { error } = await world.apply()
  expect(error).toMatchObject({
    code: 'statement_failed', where: { file: 'V2__i.sql', line: 1 }, pg: { sqlstate: '23505' }, help: expect.stringContaining('DROP INDEX CONCURRENTLY public.t_id'),
    state: 'V2 runs outside a transaction: none of its statements took effect; the database is at version 1. Index public.t_id was left behind invalid. Its failure is recorded in the history. 1 migration was completed before it in this run.',
  })
  const found = await status()
  expect(found.migrations.map(({ state }) => state)).toEqual(['applied', 'failed'])
  expect(found.diagnostics).toContainEqual(expect.objectContaining({ code: 'invalid-index', subject: 'public.t_id', help: expect.stringContaining('DROP INDEX CONCURRENTLY public.t_id') }))
  expect((await world.apply()).error).toMatchObject({ code: 'history_failed_rows', params: { script: 'V2__i.sql' } })
  expect(await world.operations.repair({ env: 'here' }, {})).toEqual({ removedFailed: ['V2__i.sql'], alignedChecksums: [], markedDeleted: [] })
  expect((await world.apply()).error).toMatchObject({ code: 'invalid_index', params: { index: 'public.t_id' } })
  await world.database.query('DROP INDEX t_id; DELETE FROM t')
  expect((await world.apply()).result).toMatchObject({ to: '2' })
})

test('both kinds of statement in one file are refused before anything runs', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)', 'V2__m.sql': 'ALTER TABLE t ADD x int;\nCREATE INDEX CONCURRENTLY ON t (x);' })
  expect((await world.apply()).error).toMatchObject({ code: 'mixed_transaction', params: { file: 'V2__m.sql', statement: 'CREATE INDEX CONCURRENTLY' }, where: { line: 2, statement: 2 } })
  expect(await world.database.query("SELECT to_regclass('t') AS t")).toEqual([{ t: null }])
})

test('a concurrent build that waits too long is tried again without its leftover, and leaves no failure in the history', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)' })
  await world.apply()
  world.files({ 'V2__i.sql': 'CREATE INDEX CONCURRENTLY IF NOT EXISTS t_id ON t (id);' })
  const other = new pg.Client({ connectionString: world.database.url })
  await other.connect()
  await other.query('BEGIN; INSERT INTO t VALUES (1)')
  const { jobId } = await world.operations.apply({ env: 'here', lockTimeoutMs: 60 }, {})
  for await (const { log } of await world.engine.jobs.watch(jobId)) if (log?.text.includes('Attempt 2')) await other.query('COMMIT')
  await other.end()
  expect((await world.ended(jobId)).state).toBe('succeeded')
  expect(await world.database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_id'::regclass")).toEqual([{ indisvalid: true }])
  expect(await world.database.query('SELECT success FROM flyway_schema_history ORDER BY installed_rank')).toEqual([{ success: true }, { success: true }])
})

test('a leftover that cannot be dropped because the lock never frees is named', async () => {
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)' })
  await world.apply()
  world.files({ 'V2__i.sql': 'CREATE INDEX CONCURRENTLY t_id ON t (id);' })
  const other = new pg.Client({ connectionString: world.database.url })
  await other.connect()
  await other.query('BEGIN; INSERT INTO t VALUES (1)')
  const { error } = await world.apply({ lockTimeoutMs: 40 })
  await other.query('COMMIT')
  await other.end()
  expect(error).toMatchObject({ code: 'lock_timeout', params: { attempts: 5 }, state: expect.stringContaining('Index public.t_id was left behind invalid. Its failure is recorded'), help: expect.stringContaining('DROP INDEX CONCURRENTLY public.t_id;') })
})
