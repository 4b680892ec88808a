import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { findClientTools, fittingClient } from '#engine/backups/client-tools.ts'
import type { TestDatabase } from '../../support/database.ts'
import { studioWorld } from '../../support/studio-world.ts'

const files = { 'V1__t.sql': 'CREATE TABLE extra (id int)', 'V2__weak.sql': 'CREATE INDEX big_pad ON big (pad)', 'V3__strong.sql': 'ALTER TABLE big ADD c int' }
const schema = 'CREATE TABLE big (id int, pad text); INSERT INTO big SELECT i, repeat(md5(i::text), 40) FROM generate_series(1, 2000) i; CREATE TABLE last_one (id int)'

async function sessionOf(database: TestDatabase, application = 'psql') {
  const client = new pg.Client({ connectionString: database.url, application_name: application })
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end().catch(() => {}))
  return client
}

/** Waits until what is asked for is there. */
async function until(look: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await look())) await wait(30)
}

/** A real pg_dump that is held up by a lock on its last table, so that it runs until the lock is let go. */
async function heldDump(database: TestDatabase) {
  const blocker = await sessionOf(database)
  await blocker.query('BEGIN; LOCK TABLE last_one IN ACCESS EXCLUSIVE MODE')
  const tools = fittingClient(await findClientTools(), 15)
  const child = spawn(join(tools?.client.folder ?? '', 'pg_dump'), ['--format=plain', database.url], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<string>((resolve) => child.on('close', (code) => resolve(code === 0 ? 'done' : said)))
  onTestFinished(() => void child.kill())
  await until(async () => (await database.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pg_dump'")).length > 0)
  return { letGo: () => blocker.query('COMMIT'), ended }
}

test("a migration with a strong lock does not start while anyone's pg_dump runs: it is refused, waits, or goes on with a reason", { timeout: 60_000 }, async () => {
  const world = studioWorld()
  const { operations, ended, done } = world
  const { database } = await world.environment('here', schema, { files })
  const dump = await heldDump(database)
  await done(operations.migrations.apply({ env: 'here', to: '2' }, {}))
  const seen = await operations.interlock.check({ env: 'here' }, {})
  expect(seen).toMatchObject({ dumps: [{ application: 'pg_dump', certain: true }], migrations: [] })

  const refused = await ended(operations.migrations.apply({ env: 'here' }, {}))
  expect(refused.error).toMatchObject({ code: 'dump_running', params: { who: expect.stringMatching(/^session \d+ \(pg_dump, user/) }, state: expect.stringContaining('ALTER TABLE in line 1 of V3__strong.sql would wait for it') })
  expect(await database.query("SELECT count(*)::int AS n FROM flyway_schema_history WHERE version = '3'")).toEqual([{ n: 0 }])

  const waiting = await operations.migrations.apply({ env: 'here', wait: true }, {})
  for await (const { data } of await world.engine.jobs.watch(waiting.jobId)) if (data?.['kind'] === 'waiting') break
  expect(await database.query("SELECT pg_try_advisory_xact_lock(6013557165336374628) AS free")).toEqual([{ free: true }])
  expect((await operations.interlock.check({ env: 'here' }, {})).migrations).toEqual([])
  await dump.letGo()
  expect(await dump.ended).toBe('done')
  await done(Promise.resolve(waiting))
  expect(await database.query("SELECT attname FROM pg_attribute WHERE attrelid = 'big'::regclass AND attname = 'c'")).toHaveLength(1)
})

test('who goes on beside a dump says why, and the journal keeps it; who waits can cancel', { timeout: 60_000 }, async () => {
  const world = studioWorld()
  const { operations, ended } = world
  const { database } = await world.environment('here', schema, { files })
  const dump = await heldDump(database)
  const waiting = await operations.migrations.apply({ env: 'here', wait: true }, {})
  for await (const { data } of await world.engine.jobs.watch(waiting.jobId)) if (data?.['kind'] === 'waiting') break
  await operations.jobs.cancel({ jobId: waiting.jobId }, {})
  expect((await ended(Promise.resolve(waiting))).state).toBe('cancelled')
  const overridden = await operations.migrations.apply({ env: 'here', override: 'The dump hangs since yesterday', lockTimeoutMs: 100 }, {})
  await until(async () => (await database.query("SELECT 1 FROM strata_journal WHERE kind = 'override'").catch(() => [])).length > 0)
  await dump.letGo()
  await dump.ended
  expect((await ended(Promise.resolve(overridden))).state).toBe('succeeded')
  expect(await database.query("SELECT reason, description FROM strata_journal WHERE kind = 'override'")).toEqual([{ reason: 'The dump hangs since yesterday', description: expect.stringMatching(/^Migrated although a dump was running: session \d+ \(pg_dump/) }])
})

test('a session that holds a lock on every table counts as a dump under whatever name, and one that reads a few does not', { timeout: 60_000 }, async () => {
  const world = studioWorld()
  const { operations } = world
  const { database } = await world.environment('here', Array.from({ length: 9 }, (_, number) => `CREATE TABLE t${number} (id int)`).join(';'), { files: { 'V1__a.sql': 'ALTER TABLE t1 ADD c int' } })
  const reader = await sessionOf(database, 'reporting')
  await reader.query('BEGIN')
  for (let number = 0; number < 8; number += 1) await reader.query(`LOCK TABLE t${number} IN ACCESS SHARE MODE`)
  expect((await operations.interlock.check({ env: 'here' }, {})).dumps).toEqual([])
  await reader.query('LOCK TABLE t8 IN ACCESS SHARE MODE')
  expect((await operations.interlock.check({ env: 'here' }, {})).dumps).toMatchObject([{ application: 'reporting', certain: false, who: expect.stringContaining('which holds a lock on every table as a dump does') }])
})

test('a role that is shown little sees the dump all the same, and is told what it does not see', { timeout: 60_000 }, async () => {
  const world = studioWorld()
  const { operations, engine } = world
  const { database, environment } = await world.environment('here', `${schema}; DROP ROLE IF EXISTS interlock_guest; CREATE ROLE interlock_guest LOGIN`, {})
  onTestFinished(async () => void (await database.query('DROP ROLE IF EXISTS interlock_guest').catch(() => {})))
  await engine.environments.update(environment.id, { ...environment, connection: { ...environment.connection, user: 'interlock_guest' } })
  const dump = await heldDump(database)
  const seen = await operations.interlock.check({ env: 'here' }, {})
  expect(seen).toMatchObject({ dumps: [{ application: 'pg_dump', since: null }], notes: [expect.stringContaining('not since when')] })
  await dump.letGo()
  await dump.ended
})

test('no dump starts in the middle of a migration, and a migration and a backup of Stratas exclude each other exactly', { timeout: 60_000 }, async () => {
  const world = studioWorld()
  const { operations, ended, done, engine } = world
  const { database, environment } = await world.environment('here', schema, { files: { 'V1__slow.sql': 'ALTER TABLE last_one ADD c int' } })
  const blocker = await sessionOf(database)
  await blocker.query('BEGIN; LOCK TABLE last_one IN ACCESS SHARE MODE')
  const running = await operations.migrations.apply({ env: 'here', lockTimeoutMs: 60_000 }, {})
  await until(async () => (await operations.interlock.check({ env: 'here' }, {})).migrations.length > 0)

  const other = await engine.environments.create({ ...environment, name: 'the same database', connection: { ...environment.connection, host: environment.connection.host === 'localhost' ? '127.0.0.1' : 'localhost' } })
  const refused = await ended(operations.backups.create({ env: other.name, reason: '' }, {}))
  expect(refused.error).toMatchObject({ code: 'migration_running', params: { who: expect.stringContaining('strata migrate') }, state: 'No backup was made.' })
  const waiting = await operations.backups.create({ env: other.name, reason: 'after it', wait: true }, {})
  for await (const { log } of await engine.jobs.watch(waiting.jobId)) if (log?.text.startsWith('Waiting for the migration')) break
  await blocker.query('COMMIT')
  await done(Promise.resolve(running))
  await done(Promise.resolve(waiting))

  const holder = await sessionOf(database, 'strata backup of another machine')
  await holder.query('SELECT pg_advisory_lock_shared(6013557165336374628)')
  await world.engine.environments.update(environment.id, { ...environment })
  const seen = await operations.interlock.check({ env: 'here' }, {})
  expect(seen.dumps).toMatchObject([{ application: 'strata backup of another machine', certain: true }])
})

test('the backup that a migration makes first does not collide with its own run', { timeout: 60_000 }, async () => {
  const world = studioWorld()
  await world.environment('here', schema, { files: { 'V1__a.sql': 'ALTER TABLE big ADD c int' } })
  const result = await world.done<{ backup: unknown }>(world.operations.migrations.apply({ env: 'here', backup: true }, {}))
  expect(result.backup).not.toBeNull()
})
