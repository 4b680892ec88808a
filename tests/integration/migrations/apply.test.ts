import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrationWorld, type MigrationWorld } from '../../support/migration-world.ts'

let world: MigrationWorld
beforeEach(async () => {
  world = await migrationWorld()
})
afterEach(() => world.end())

test('applies pending migrations in order, each with its rows in history and journal', async () => {
  world.files({
    'V2__items.sql': 'CREATE TABLE items (id int);\nINSERT INTO items SELECT generate_series(1, 3);\n',
    'V1__shop.sql': 'CREATE TABLE shop (id int);',
    'V10__late.sql': 'ALTER TABLE shop ADD name text;',
    'R__view.sql': 'CREATE OR REPLACE VIEW all_items AS SELECT * FROM items;',
  })
  const { state, result } = await world.apply({ reason: 'first release' })
  expect(state).toBe('succeeded')
  expect(result).toMatchObject({ direction: 'up', from: null, to: '10', backup: null })
  expect(result.migrations.map(({ script, statements }) => [script, statements])).toEqual([['V1__shop.sql', 1], ['V2__items.sql', 2], ['V10__late.sql', 1], ['R__view.sql', 1]])
  const history = await world.database.query('SELECT installed_rank, version, description, type, script, success, checksum IS NOT NULL AS sum FROM flyway_schema_history ORDER BY 1')
  expect(history.map((row) => Object.values(row))).toEqual([
    [1, '1', 'shop', 'SQL', 'V1__shop.sql', true, true], [2, '2', 'items', 'SQL', 'V2__items.sql', true, true],
    [3, '10', 'late', 'SQL', 'V10__late.sql', true, true], [4, null, 'view', 'SQL', 'R__view.sql', true, true],
  ])
  const journal = await world.database.query('SELECT kind, outcome, run_id, actor, host, reason, script, statements, plan_fingerprint, sql_text, db_user FROM strata_journal ORDER BY id')
  expect(journal[0]).toMatchObject({ kind: 'run_started', outcome: 'running', run_id: result.runId, actor: 'ann', host: 'desk', reason: 'first release', db_user: 'postgres' })
  expect(journal.at(-1)).toMatchObject({ kind: 'run', outcome: 'succeeded', run_id: result.runId, actor: 'ann', host: 'desk', reason: 'first release' })
  expect(journal[2]).toMatchObject({ kind: 'migration_applied', outcome: 'done', run_id: result.runId, script: 'V2__items.sql', statements: 2, plan_fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/), sql_text: expect.stringContaining('generate_series') })
})

test('tells statement by statement: number, command, rows and time', async () => {
  world.files({ 'V1__t.sql': '-- a comment\nCREATE TABLE t (id int);\nINSERT INTO t SELECT generate_series(1, 5);\nSELECT pg_sleep(0.06);\n;\nUPDATE t SET id = id WHERE id < 3;' })
  const { events } = await world.apply()
  const statements = events.flatMap(({ data }) => (data?.kind === 'statement' ? [data] : []))
  expect(statements).toMatchObject([
    { script: 'V1__t.sql', number: 1, of: 4, line: 2, command: 'CREATE TABLE', outcome: 'done', rows: null },
    { number: 2, line: 3, command: 'INSERT', rows: 5 }, { number: 3, command: 'SELECT', rows: 1 }, { number: 4, line: 6, command: 'UPDATE', rows: 2 },
  ])
  expect(statements[2]?.ms).toBeGreaterThan(50)
  expect(events.flatMap(({ data }) => (data?.kind === 'migration' ? [data] : [])).at(-1)).toEqual({ kind: 'migration', script: 'V1__t.sql', version: '1', index: 1, of: 1, phase: 'done' })
  expect(events.findLast(({ type }) => type === 'progress')?.progress).toMatchObject({ done: 4, total: 4, unit: 'statements' })
})

test('a failure names file, line, column, statement and what is true now; the failed file leaves nothing', async () => {
  world.files({
    'V1__ok.sql': 'CREATE TABLE a (id int);', 'V2__ok.sql': 'CREATE TABLE b (id int);',
    'V3__bad.sql': "CREATE TABLE c (id int);\n\n  INSERT INTO c\n  VALUES ('é', nocolumn);\n", 'V4__never.sql': 'CREATE TABLE d (id int);',
  })
  const { state, error, events } = await world.apply()
  expect(state).toBe('failed')
  expect(error).toMatchObject({
    code: 'statement_failed', where: { file: 'V3__bad.sql', line: 4, column: 16, statement: 2, caret: "  VALUES ('é', nocolumn);\n               ^" },
    pg: { sqlstate: '42703', message: 'column "nocolumn" does not exist' },
    state: 'V3 was rolled back; the database is at version 2. 2 migrations were completed before it in this run.',
  })
  expect(error?.message).toBe('V3__bad.sql, line 4: column "nocolumn" does not exist')
  expect(await world.database.query("SELECT to_regclass('c') AS c, (SELECT count(*)::int FROM flyway_schema_history) AS rows")).toEqual([{ c: null, rows: 2 }])
  expect(await world.database.query("SELECT kind, outcome, problem, script FROM strata_journal WHERE kind IN ('run', 'migration_failed') ORDER BY id")).toEqual([
    { kind: 'migration_failed', outcome: 'failed', problem: error?.message, script: 'V3__bad.sql' },
    { kind: 'run', outcome: 'failed', problem: error?.message, script: null },
  ])
  expect(events.some(({ data }) => data?.kind === 'statement' && data.outcome === 'failed' && data.number === 2)).toBe(true)

  world.files({ 'V3__bad.sql': 'CREATE TABLE c (id int);' })
  expect((await world.apply()).result.migrations.map(({ version }) => version)).toEqual(['3', '4'])
})

test('a deferred constraint that fails at COMMIT rolls the migration back and says so', async () => {
  world.files({ 'V1__d.sql': 'CREATE TABLE p (id int PRIMARY KEY);\nCREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO c VALUES (1);' })
  const { error } = await world.apply()
  expect(error).toMatchObject({ code: 'statement_failed', message: expect.stringContaining('at COMMIT: insert or update on table "c"'), where: { file: 'V1__d.sql', line: 3 }, pg: { sqlstate: '23503' } })
  expect(await world.database.query("SELECT to_regclass('p') AS p")).toEqual([{ p: null }])
})

test('applies up to a version and no further', async () => {
  world.files({ 'V1__a.sql': 'SELECT 1', 'V2__b.sql': 'SELECT 2', 'V3__c.sql': 'SELECT 3' })
  expect((await world.apply({ to: '2' })).result).toMatchObject({ to: '2' })
  const status = await world.operations.status({ env: 'here' }, {})
  expect(status).toMatchObject({ version: '2', pending: 1, history: { exists: true, table: 'public.flyway_schema_history' }, server: { major: 15, readOnly: false } })
  expect(status.migrations.map(({ state }) => state)).toEqual(['applied', 'applied', 'pending'])
  expect((await world.apply({ to: '7' })).error).toMatchObject({ code: 'version_unknown' })
})

test('what a script sets, takes on or prepares does not reach the next one', async () => {
  await world.database.query('CREATE ROLE strata_test_role')
  try {
    world.files({
      'V1__s.sql': "SET search_path = pg_catalog; SET lock_timeout = '7s'; SET work_mem = '3MB'; CREATE TABLE public.seen (path text, work text, who text); GRANT ALL ON public.seen TO strata_test_role; SET ROLE strata_test_role;",
      'V2__s.sql': 'DEALLOCATE ALL;',
      'V3__s.sql': "INSERT INTO seen VALUES (current_setting('search_path'), current_setting('work_mem'), current_user)",
    })
    expect((await world.apply()).error).toBeUndefined()
    expect(await world.database.query("SELECT path, work, who FROM seen")).toEqual([{ path: 'public, "$user", public', work: '4MB', who: 'postgres' }])
    expect(await world.database.query('SELECT DISTINCT installed_by FROM flyway_schema_history')).toEqual([{ installed_by: 'postgres' }])
  } finally {
    await world.database.query('DROP OWNED BY strata_test_role; DROP ROLE strata_test_role')
  }
})

test('streams the rows of COPY and counts them', async () => {
  const rows = Array.from({ length: 50_000 }, (_row, index) => `${index}\tname ${index}`).join('\n')
  world.files({ 'V1__copy.sql': `CREATE TABLE t (id int, name text);\nCOPY t (id, name) FROM stdin;\n${rows}\n\\.\n\nCREATE INDEX ON t (id);\n` })
  const { error, events } = await world.apply()
  expect(error).toBeUndefined()
  expect(await world.database.query('SELECT count(*)::int AS n FROM t')).toEqual([{ n: 50_000 }])
  expect(events.find(({ data }) => data?.command === 'COPY')?.data).toMatchObject({ rows: 50_000, number: 2 })
})

test('a bad row in COPY fails with the server\'s context and rolls back', async () => {
  world.files({ 'V1__copy.sql': 'CREATE TABLE t (id int);\nCOPY t FROM stdin;\n1\nx\n\\.\n' })
  const { error } = await world.apply()
  expect(error).toMatchObject({ code: 'statement_failed', where: { line: 2, statement: 2 }, pg: { context: expect.stringContaining('COPY t, line 2') } })
  expect((await world.apply()).error?.code).toBe('statement_failed')
})

test('makes a missing schema with its marker row, and names with capitals work', async () => {
  await world.end()
  world = await migrationWorld({ environment: () => ({ schema: 'My App', historyTable: 'History' }) })
  world.files({ 'V1__t.sql': 'CREATE TABLE t (id int)' })
  expect((await world.apply()).error).toBeUndefined()
  expect(await world.database.query('SELECT installed_rank, type, script, description FROM "My App"."History" ORDER BY 1')).toEqual([
    { installed_rank: 0, type: 'SCHEMA', script: '"My App"', description: '<< Flyway Schema Creation >>' }, { installed_rank: 1, type: 'SQL', script: 'V1__t.sql', description: 't' },
  ])
  expect(await world.database.query('SELECT to_regclass(\'"My App".t\') IS NOT NULL AS there')).toEqual([{ there: true }])
})

test('with nothing to do it does nothing and says so', async () => {
  world.files({ 'V1__t.sql': 'SELECT 1' })
  await world.apply()
  const { state, result } = await world.apply()
  expect({ state, ...result }).toMatchObject({ state: 'succeeded', migrations: [], from: '1', to: '1' })
})
