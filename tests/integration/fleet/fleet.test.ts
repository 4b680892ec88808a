import { expect, test } from 'vitest'
import { again, counting, fleetWorld } from './fleet-world.ts'

const files = { 'V1__runs.sql': counting, 'V2__again.sql': again }

async function rowsOf(databases: readonly { query(sql: string): Promise<Record<string, unknown>[]> }[]): Promise<string[]> {
  return Promise.all(databases.map(async (database) => {
    const runs = await database.query("SELECT to_regclass('public.runs') IS NOT NULL AS there")
    if (!runs[0]?.['there']) return 'none'
    const [row] = await database.query(`SELECT (SELECT string_agg(n::text, ',' ORDER BY n) FROM runs) AS runs, (SELECT string_agg(version, ',' ORDER BY installed_rank) FROM flyway_schema_history WHERE success) AS versions`)
    return `${row?.['runs']} ${row?.['versions']}`
  }))
}

test('a fleet is planned once for each distinct state, canaries go first and wait, and every member is migrated exactly once', { timeout: 90_000 }, async () => {
  const world = await fleetWorld(12, { 'V1__runs.sql': counting })
  const fleet = await world.fleet({ canaries: 2, concurrency: 3, excludes: ['*_12'], stopAfterFailures: 1 })
  const early = await world.fleet({ by: 'list', members: world.databases.slice(0, 3).map(({ name }) => name) })
  expect((await world.run(early)).run.state).toBe('succeeded')
  world.files({ 'V2__again.sql': again })

  const states = await world.states(fleet)
  expect(states.states.map(({ version, members, pending, shapes }) => [version, members.length, pending.length, shapes.length])).toEqual([[null, 8, 2, 1], ['1', 3, 1, 1]])
  expect(states.members).toHaveLength(11)
  const plan = await world.plan(fleet)
  expect([plan.total, plan.upToDate, plan.unable, plan.steps.map(({ script }) => script)]).toEqual([11, 0, 0, ['V1__runs.sql', 'V2__again.sql']])
  expect(plan.states.map(({ scripts }) => scripts.length)).toEqual([2, 1])
  // One canary of each state.
  expect(plan.canaries).toEqual([`${world.prefix}_04`, `${world.prefix}_01`])

  const { run, result } = await world.run(fleet, { planFingerprint: plan.fingerprint })
  expect([run.state, result?.state, run.counts.done, run.counts.queued]).toEqual(['waiting', 'waiting', 2, 9])
  expect(run.members.filter(({ state }) => state === 'done').map(({ label, canary }) => [label, canary])).toEqual([[`${world.prefix}_01`, true], [`${world.prefix}_04`, true]])
  const after = await world.resume(run.id)
  expect([after.state, after.counts.done]).toEqual(['succeeded', 11])
  expect(await rowsOf(world.databases)).toEqual([...Array.from({ length: 11 }, () => '1,2 1,2'), 'none'])
  expect(after.members.every(({ attempts, after: version }) => attempts === 1 && version === '2')).toBe(true)
  await expect(world.run(fleet, { planFingerprint: plan.fingerprint })).resolves.toMatchObject({ run: { state: 'failed' }, problem: expect.stringContaining('plan_changed') })
  const repeated = await world.run(fleet)
  expect([repeated.run.state, repeated.run.members.every(({ state, attempts }) => state === 'done' && attempts === 0)]).toEqual(['succeeded', true])
})

test('a failing member stops the run by the rule, what runs finishes, and a resumed run does the rest without doing anything twice', { timeout: 90_000 }, async () => {
  const world = await fleetWorld(8, files)
  const bad = world.databases[2]
  await bad?.query('CREATE TABLE runs (wrong text)')
  const fleet = await world.fleet({ concurrency: 1, stopAfterFailures: 1 })
  const { run, problem } = await world.run(fleet)
  expect(problem).toMatch(/^fleet_stopped: The fleet run stopped: 1 member failed; 2 of 8 are done, 1 failed, 5 were left out/)
  expect([run.state, run.stop]).toEqual(['stopped', '1 member failed'])
  // One at a time goes in order, and nothing began after the failure.
  expect(run.members.map(({ state }) => state)).toEqual(['done', 'done', 'failed', ...Array.from({ length: 5 }, () => 'skipped')])
  expect(run.members[2]?.error).toMatchObject({ code: 'statement_failed', message: expect.stringContaining('relation "runs" already exists') })

  const { text } = await world.operations.fleet.report({ run: run.id, format: 'markdown' }, {})
  expect(text.indexOf('failed')).toBeLessThan(text.indexOf(String(world.databases[0]?.name)))
  const { text: junit } = await world.operations.fleet.report({ run: run.id, format: 'junit' }, {})
  expect(junit).toContain(`tests="8" failures="1" errors="0" skipped="5"`)

  await bad?.query('DROP TABLE runs')
  // Somebody has migrated one of those that are left by hand: its plan is no longer the one that was shown.
  const changed = await world.fleet({ by: 'list', members: [String(world.databases[7]?.name)] })
  await world.run(changed)
  const resumed = await world.resume(run.id)
  expect(resumed.members.map(({ state, error }) => error?.code ?? state)).toEqual([...Array.from({ length: 7 }, () => 'done'), 'plan_changed'])
  expect(resumed.state).toBe('stopped')
  expect(await rowsOf(world.databases)).toEqual(Array.from({ length: 8 }, () => '1,2 1,2'))
})

test('members are found by a query that only reads, as schemas, and as they are listed; what cannot be used is refused', { timeout: 90_000 }, async () => {
  const world = await fleetWorld(2, files)
  const { environment, database } = await world.environment('tenants', "CREATE TABLE tenants (name text, active bool); INSERT INTO tenants VALUES ('t_one', true), ('t_two', true), ('t_old', false); CREATE SCHEMA t_one; CREATE SCHEMA t_two; CREATE SCHEMA t_old; CREATE SCHEMA t_odd", { files: { 'V1__t.sql': 'CREATE TABLE t (id int)' } })
  const schemas = await world.fleet({ env: environment.name, of: 'schemas', by: 'query', query: 'SELECT name FROM tenants WHERE active;' })
  const found = await world.operations.fleet.members({ fleet: schemas }, {})
  expect(found.members.map(({ label, database: its, schema, present }) => [label, its, schema, present])).toEqual([['t_one', database.name, 't_one', true], ['t_two', database.name, 't_two', true]])
  expect((await world.run(schemas)).run.state).toBe('succeeded')
  expect(await database.query("SELECT schemaname FROM pg_tables WHERE tablename = 't' ORDER BY 1")).toEqual([{ schemaname: 't_one' }, { schemaname: 't_two' }])
  await database.query('ALTER TABLE t_two.t ADD COLUMN by_hand int')
  const { states } = await world.states(schemas)
  expect(states.map(({ shapes }) => shapes.map(({ members }) => members))).toEqual([[['t_one'], ['t_two']]])

  const problemOf = async (query: string) => {
    const fleet = await world.fleet({ env: environment.name, of: 'schemas', by: 'query', query })
    return (await Promise.resolve(world.operations.fleet.members({ fleet }, {})).then(() => 'none', (error: Error) => error.message))
  }
  expect(await problemOf('SELECT name, active FROM tenants')).toContain('2 columns')
  expect(await problemOf('SELECT 1')).toContain('no text')
  expect(await problemOf('DELETE FROM tenants RETURNING name')).toContain('syntax error')
  expect(await problemOf("SELECT name FROM tenants; DROP TABLE tenants")).toContain('multiple commands')
  expect(await problemOf("WITH gone AS (DELETE FROM tenants RETURNING name) SELECT name FROM gone")).toContain('data-modifying')
  const limits = await world.fleet({ env: environment.name, of: 'schemas', by: 'query', query: "SELECT current_setting('statement_timeout') UNION SELECT current_setting('transaction_read_only')" })
  expect((await world.operations.fleet.members({ fleet: limits }, {})).members.map(({ label }) => label)).toEqual(['5s', 'on'])
  expect(await database.query('SELECT count(*)::int AS n FROM tenants')).toEqual([{ n: 3 }])

  const listed = await world.fleet({ by: 'list', members: [String(world.databases[0]?.name), 'nobody_has_this'] })
  const { run } = await world.run(listed)
  expect(run.members.map(({ state, error }) => error?.code ?? state)).toEqual(['done', 'database_missing'])
  expect(run.state).toBe('incomplete')
})

test('cancelling the job cancels what is being migrated, which is rolled back, and leaves the rest alone', { timeout: 60_000 }, async () => {
  const world = await fleetWorld(4, { 'V1__slow.sql': 'CREATE TABLE slow (n int); SELECT pg_sleep(30);' })
  const fleet = await world.fleet({ concurrency: 2 })
  const { jobId, runId } = await world.operations.fleet.run({ fleet }, {})
  await expect.poll(async () => (await world.operations.fleet.showRun({ run: runId }, {}) as { counts: { running: number } }).counts.running, { timeout: 20_000 }).toBe(2)
  await world.engine.jobs.cancel(jobId)
  const job = await world.ended({ jobId })
  expect(job.state).toBe('cancelled')
  const run = await world.operations.fleet.showRun({ run: runId }, {})
  expect([run.state, run.counts]).toEqual(['stopped', { queued: 0, running: 0, done: 0, failed: 0, skipped: 4, unknown: 0 }])
  expect(await rowsOf(world.databases)).toEqual(Array.from({ length: 4 }, () => 'none'))
  expect(await world.databases[0]?.query("SELECT to_regclass('public.slow') AS slow")).toEqual([{ slow: null }])
})
