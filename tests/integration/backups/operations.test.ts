import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { createJournalSql } from '#engine/history/journal.sql.ts'
import { createHistorySql } from '#engine/history/history.sql.ts'
import type { Engine } from '#engine/engine.ts'
import { backupsOperations } from '#engine/operations/backups.ts'
import { timelineOperations } from '#engine/operations/timeline.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'
import { newName } from './shop.ts'
import { environmentAt, testEngine } from './support.ts'

async function emptyShop(...statements: string[]): Promise<TestDatabase> {
  const database = await createDatabase('shop')
  onTestFinished(() => database.drop())
  for (const statement of ['CREATE TABLE customers (id int); INSERT INTO customers VALUES (1), (2)', ...statements]) await database.query(statement)
  return database
}

async function make(engine: Engine, env: string, reason = ''): Promise<Manifest> {
  const { jobId } = await backupsOperations(engine).create({ env, reason }, {})
  const job = await engine.jobs.ended(jobId)
  expect(job).toMatchObject({ state: 'succeeded', operation: 'backups.create', env })
  return job.result as Manifest
}

test('backups are listed the newest first, shown with their tables, and deleted with all their files', async () => {
  const [one, two] = [await emptyShop(), await emptyShop()]
  const environments = [environmentAt(one.url, { name: 'one' }), environmentAt(two.url, { name: 'two' })]
  const engine = testEngine(environments)
  const operations = backupsOperations(engine)
  const first = await make(engine, 'one', 'first')
  const second = await make(engine, 'two', 'second')
  const third = await make(engine, 'one', 'third')
  expect((await operations.list({}, {})).backups.map(({ reason }) => reason)).toEqual(['third', 'second', 'first'])
  expect((await operations.list({ env: 'one' }, {})).backups.map(({ id }) => id)).toEqual([third.id, first.id])
  expect(await operations.show({ backup: second.id }, {})).toMatchObject({ manifest: { tables: [{ name: 'customers', rows: 2 }] }, backup: { tableCount: 1, rowCount: 2, condition: 'ok', lastRestore: null } })
  expect(await operations.delete({ backup: first.id }, {})).toEqual({ deleted: first.id, bytes: first.bytes })
  expect(readdirSync(dirname(first.file)).filter((name) => name.startsWith(first.id))).toEqual([])
  await expect(operations.show({ backup: first.id }, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('backups outlive their environment and a new name of it', async () => {
  const database = await emptyShop()
  const environment = environmentAt(database.url, { name: 'old name' })
  const engine = testEngine([environment])
  const made = await make(engine, 'old name')
  const { dataFolder } = engine.info
  const renamed = testEngine([{ ...environment, name: 'new name' }], dataFolder)
  expect((await backupsOperations(renamed).list({ env: 'new name' }, {})).backups.map(({ id }) => id)).toEqual([made.id])
  const gone = backupsOperations(testEngine([], dataFolder))
  expect((await gone.list({}, {})).backups.map(({ id }) => id)).toEqual([made.id])
  await expect(gone.restore({ backup: made.id, into: 'anywhere' }, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('production asks for its name and a reason before a restore', async () => {
  const database = await emptyShop()
  const environment: Environment = environmentAt(database.url, { name: 'prod', class: 'production' })
  environment.policies.confirm = true
  const engine = testEngine([environment])
  const operations = backupsOperations(engine)
  const { id } = await make(engine, 'prod')
  const into = newName()
  await expect(operations.restore({ backup: id, into }, {})).rejects.toMatchObject({ code: 'confirmation_required' })
  await expect(operations.restore({ backup: id, into, confirm: 'prod' }, {})).rejects.toMatchObject({ code: 'reason_required' })
  const { jobId } = await operations.restore({ backup: id, into, confirm: 'prod', reason: 'lost a table' }, {})
  expect(await engine.jobs.ended(jobId)).toMatchObject({ state: 'succeeded', result: { outcome: 'verified', database: into } })
})

test('the timeline shows migrations of every tool, backups and restores once each, the newest first, and who could not be asked', async () => {
  const journal = createJournalSql('public')
  const database = await emptyShop(
    ...createHistorySql('public', 'flyway_schema_history'),
    ...journal,
    `INSERT INTO flyway_schema_history VALUES (1, '1', 'first', 'SQL', 'V1__first.sql', 1, 'flyway', '2026-01-01', 5, true), (2, '2', 'second', 'SQL', 'V2__second.sql', 2, 'postgres', '2026-01-02', 5, true)`,
    `INSERT INTO strata_journal (format, run_id, kind, outcome, at, actor, host, reason, version, script, description, installed_rank, ms)
     VALUES (1, 'r1', 'run', 'succeeded', '2026-01-02', 'ann', 'desk', 'why', '2', NULL, 'to 2', NULL, 9), (1, 'r1', 'migration_applied', 'done', '2026-01-02', 'ann', 'desk', 'why', '2', 'V2__second.sql', 'second', 2, 5)`,
  )
  const plain = await emptyShop()
  const lost = environmentAt('postgres://postgres@127.0.0.1:1/nowhere', { name: 'lost' })
  const engine = testEngine([environmentAt(database.url, { name: 'here' }), environmentAt(plain.url, { name: 'plain' }), lost])
  const made = await make(engine, 'here', 'to be safe')
  const local = await make(engine, 'plain')
  const into = newName()
  const { jobId } = await backupsOperations(engine).restore({ backup: made.id, into, reason: 'to look' }, {})
  await engine.jobs.ended(jobId)
  const { events, unreachable } = await timelineOperations(engine).list({ limit: 100 }, {})
  expect(events.map(({ env, kind, by, host, reason, journalled, backupId }) => [env, kind, by, host, reason, journalled, backupId])).toEqual([
    ['here', 'restore', 'mia (postgres)', 'laptop', 'to look', true, made.id],
    ['plain', 'backup', 'mia', 'laptop', null, false, local.id],
    ['here', 'backup', 'mia (postgres)', 'laptop', 'to be safe', true, made.id],
    ['here', 'migration_applied', 'ann (postgres)', 'desk', 'why', true, null],
    ['here', 'migration_applied', 'flyway', null, null, false, null],
  ])
  expect(events.at(-1)).toMatchObject({ version: '1', script: 'V1__first.sql', description: 'first' })
  expect(unreachable).toMatchObject([{ env: 'lost', error: { code: 'host_unreachable' } }])
  expect((await timelineOperations(engine).list({ env: 'here', limit: 2 }, {})).events.map(({ kind }) => kind)).toEqual(['restore', 'backup'])
})

test('two backups of one database wait for each other, and both succeed', async () => {
  const database = await emptyShop()
  const engine = testEngine([environmentAt(database.url, { name: 'one' })])
  const operations = backupsOperations(engine)
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  onTestFinished(() => holder.end())
  await holder.query('BEGIN; LOCK TABLE customers')
  const first = await operations.create({ env: 'one', reason: '' }, {})
  const second = await operations.create({ env: 'one', reason: '' }, {})
  expect((await engine.jobs.get(second.jobId)).state).toBe('queued')
  await holder.query('ROLLBACK')
  const states = await Promise.all([first, second].map(async ({ jobId }) => (await engine.jobs.ended(jobId)).state))
  expect(states).toEqual(['succeeded', 'succeeded'])
})
