import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrationWorld, type MigrationWorld } from '../../support/migration-world.ts'

let world: MigrationWorld
beforeEach(async () => {
  world = await migrationWorld()
  world.files({
    'V1__a.sql': 'CREATE TABLE a (id int)', 'U1__a.sql': 'DROP TABLE a', 'V2__b.sql': 'CREATE TABLE b (id int)', 'U2__b.sql': 'DROP TABLE b',
    'V3__c.sql': 'CREATE TABLE c (id int)', 'U3__c.sql': 'DROP TABLE c',
  })
  await world.apply()
})
afterEach(() => world.end())

const tables = () => world.database.query("SELECT array_agg(relname::text ORDER BY 1) AS names FROM pg_class WHERE relname IN ('a', 'b', 'c')")

test('without a version it undoes the last migration, with an UNDO_SQL row in the same transaction', async () => {
  const { state, result } = await world.undo({ reason: 'broken' })
  expect(state).toBe('succeeded')
  expect(result).toMatchObject({ direction: 'down', from: '3', to: '2', migrations: [{ script: 'U3__c.sql', version: '3' }] })
  expect(await tables()).toEqual([{ names: ['a', 'b'] }])
  expect(await world.database.query('SELECT installed_rank, version, type, script, success FROM flyway_schema_history ORDER BY 1 DESC LIMIT 1')).toEqual([
    { installed_rank: 4, version: '3', type: 'UNDO_SQL', script: 'U3__c.sql', success: true },
  ])
  expect(await world.database.query("SELECT version, reason FROM strata_journal WHERE kind = 'migration_undone'")).toEqual([{ version: '3', reason: 'broken' }])
  const status = await world.operations.status({ env: 'here' }, {})
  expect(status.migrations.map(({ state: each }) => each)).toEqual(['applied', 'applied', 'undone'])
  expect((await world.apply()).result).toMatchObject({ from: '2', to: '3' })
})

test('undoes down to a version in the reverse order, and to 0 all', async () => {
  expect((await world.undo({ to: '1' })).result.migrations.map(({ script }) => script)).toEqual(['U3__c.sql', 'U2__b.sql'])
  expect((await world.undo({ to: '0' })).result).toMatchObject({ from: '1', to: null })
  expect(await tables()).toEqual([{ names: null }])
})

test('a missing undo file is reported before anything runs', async () => {
  world.files({ 'U2__b.sql': null })
  expect((await world.undo({ to: '1' })).error).toMatchObject({ code: 'undo_missing', params: { version: '2', file: 'U2__b.sql' }, state: 'Nothing was changed.' })
  expect(await tables()).toEqual([{ names: ['a', 'b', 'c'] }])
})

test('a failing undo is rolled back and names its place', async () => {
  world.files({ 'U2__b.sql': 'DROP TABLE b;\nDROP TABLE nothing;' })
  const { error } = await world.undo({ to: '1' })
  expect(error).toMatchObject({
    code: 'undo_failed', where: { file: 'U2__b.sql', line: 2 }, state: 'The undo of version 2 was rolled back; the database is at version 2. 1 migration was completed before it in this run.',
  })
  expect(await tables()).toEqual([{ names: ['a', 'b'] }])
})

test('the plan down shows the undo files, and a run can be bound to it', async () => {
  const plan = await world.operations.plan({ env: 'here', direction: 'down', to: '1' }, {})
  expect(plan).toMatchObject({ direction: 'down', from: '3', to: '1', steps: [{ action: 'undo', script: 'U3__c.sql', sql: 'DROP TABLE c' }, { script: 'U2__b.sql' }] })
  world.files({ 'U2__b.sql': 'DROP TABLE b CASCADE' })
  expect((await world.undo({ to: '1', planFingerprint: plan.fingerprint })).error).toMatchObject({ code: 'plan_changed' })
  const next = await world.operations.plan({ env: 'here', direction: 'down', to: '1' }, {})
  expect((await world.undo({ to: '1', planFingerprint: next.fingerprint })).state).toBe('succeeded')
})
