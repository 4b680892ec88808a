import { expect, test } from 'vitest'
import { lockWords, traceWorld } from './trace-world.ts'

const shop = `
CREATE TABLE customers (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers ON DELETE CASCADE DEFERRABLE, total numeric(8,2), note text);
CREATE TABLE audit (at timestamptz DEFAULT now(), what text);
CREATE INDEX orders_total ON orders (total);
CREATE FUNCTION log_order() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO audit (what) VALUES (TG_OP); RETURN NULL; END$$;
CREATE TRIGGER orders_log AFTER INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION log_order();
INSERT INTO customers SELECT i, 'c' || i FROM generate_series(1, 10) i;
INSERT INTO orders SELECT i, i % 10 + 1, i, repeat('x', 3000) FROM generate_series(1, 100) i;`

test('the lock of a table that a statement drops is named', async () => {
  const { one } = await traceWorld(shop)
  const statement = await one('DROP TABLE orders')
  expect(lockWords(statement)).toContain('ACCESS EXCLUSIVE public.orders')
  expect(lockWords(statement)).toContain('ACCESS EXCLUSIVE public.customers')
  expect(lockWords(statement).some((words) => words.includes('toast'))).toBe(false)
  expect(statement.blocks).toEqual(['reads', 'writes', 'locking_reads', 'schema_changes', 'vacuum'])
  expect(statement.rows).toEqual([])
})

test('a change of type rewrites the table and rebuilds its two indexes, and reads it for each', async () => {
  const { one } = await traceWorld(shop)
  const statement = await one('ALTER TABLE orders ALTER total TYPE double precision')
  expect(statement).toMatchObject({ outcome: 'ran', command: 'ALTER TABLE', rewrites: [{ relation: 'public.orders', kind: 'table' }] })
  expect(statement.scans).toEqual([{ relation: 'public.orders', rows: 300 }])
  expect(statement.indexes).toContainEqual({ name: 'public.orders_total', relation: 'public.orders', action: 'rebuilt' })
  expect(statement.walBytes).toBeGreaterThan(1000)
})

test('a wider varchar costs nothing but its lock', async () => {
  const { one } = await traceWorld(shop)
  const statement = await one('ALTER TABLE customers ALTER name TYPE varchar(40)')
  expect(lockWords(statement)).toEqual(['ACCESS EXCLUSIVE public.customers'])
  expect(statement).toMatchObject({ rewrites: [], scans: [], rows: [], indexes: [] })
})

test('rows that a cascade and a trigger write are told from those of the statement', async () => {
  const { run } = await traceWorld(shop)
  const { statements } = await run(`UPDATE orders SET total = 0 WHERE id <= 20; DELETE FROM customers WHERE id = 3;`)
  expect(statements[0]?.rows).toEqual(expect.arrayContaining([
    { relation: 'public.orders', inserted: 0, updated: 20, deleted: 0, by: 'statement' },
    { relation: 'public.audit', inserted: 20, updated: 0, deleted: 0, by: 'effect' },
  ]))
  expect(statements[1]?.rows).toEqual(expect.arrayContaining([
    { relation: 'public.customers', inserted: 0, updated: 0, deleted: 1, by: 'statement' },
    { relation: 'public.orders', inserted: 0, updated: 0, deleted: 10, by: 'effect' },
  ]))
})

test('rows of partitions count for the statement that names their parent', async () => {
  const { run } = await traceWorld('CREATE TABLE p (i int) PARTITION BY RANGE (i); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)')
  const { statements } = await run('INSERT INTO p VALUES (1), (2); TRUNCATE p')
  expect(statements.map(({ rows }) => rows)).toEqual([
    [{ relation: 'public.p1', inserted: 2, updated: 0, deleted: 0, by: 'statement' }],
    [{ relation: 'public.p1', inserted: 0, updated: 0, deleted: 2, by: 'statement' }],
  ])
})

test('TRUNCATE takes rows, also of tables that refer to it, and is no rewrite', async () => {
  const { one } = await traceWorld(shop)
  const statement = await one('TRUNCATE customers CASCADE')
  expect(statement.rows).toEqual(expect.arrayContaining([
    { relation: 'public.customers', inserted: 0, updated: 0, deleted: 10, by: 'statement' },
    { relation: 'public.orders', inserted: 0, updated: 0, deleted: 100, by: 'effect' },
  ]))
  expect(statement).toMatchObject({ rewrites: [], indexes: [], scans: [] })
})

test('a TRUNCATE in a function is told from a rewrite in one', async () => {
  const { run } = await traceWorld(`${shop} CREATE TABLE empty (i int PRIMARY KEY); ANALYZE`)
  const { statements } = await run(`DO $$BEGIN TRUNCATE orders; END$$; DO $$BEGIN ALTER TABLE customers ALTER name TYPE varchar(10); END$$; DO $$BEGIN ALTER TABLE empty ALTER i TYPE bigint; END$$; DO $$BEGIN TRUNCATE audit; END$$`)
  expect(statements.map(({ rewrites }) => rewrites.map(({ relation }) => relation))).toEqual([[], ['public.customers'], ['public.empty'], []])
  expect(statements[0]?.rows).toEqual([{ relation: 'public.orders', inserted: 0, updated: 0, deleted: 100, by: 'statement' }])
})

test('an index is built on a table that was there, and one that is dropped is named', async () => {
  const { run } = await traceWorld(shop)
  const { statements } = await run('CREATE INDEX later ON orders (note); DROP INDEX orders_total; CREATE TABLE fresh (i int PRIMARY KEY); CREATE INDEX fresh_i ON fresh (i);')
  expect(statements[0]).toMatchObject({ indexes: [{ name: 'public.later', relation: 'public.orders', action: 'built' }], scans: [{ relation: 'public.orders', rows: 100 }], blocks: ['writes', 'schema_changes', 'vacuum'] })
  expect(statements[1]?.indexes).toEqual([{ name: 'public.orders_total', relation: 'public.orders', action: 'dropped' }])
  expect(statements[2]?.locks.every(({ isNew }) => isNew)).toBe(true)
  expect(statements[3]).toMatchObject({ indexes: [], scans: [], blocks: [] })
})

test('tables of an earlier script of the batch are new for the later ones', async () => {
  const { run } = await traceWorld(shop)
  await run('CREATE TABLE fresh (i int)', 'V1__a.sql')
  const { statements } = await run('ALTER TABLE fresh ADD j int NOT NULL DEFAULT 0', 'V2__b.sql')
  expect(statements[0]?.locks).toEqual([{ mode: 'ACCESS EXCLUSIVE', relation: 'public.fresh', kind: 'table', isNew: true, how: 'measured' }])
  expect(statements[0]?.blocks).toEqual([])
})

test('NOT NULL and CHECK read every row, NOT VALID reads none', async () => {
  const { run } = await traceWorld(shop)
  const { statements } = await run(`ALTER TABLE orders ALTER note SET NOT NULL; ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c`)
  expect(statements.map(({ scans }) => scans)).toEqual([[{ relation: 'public.orders', rows: 100 }], [], [{ relation: 'public.orders', rows: 100 }]])
})

test('a partition with a CHECK that fits is attached without being read', async () => {
  const schema = `CREATE TABLE p (i int NOT NULL) PARTITION BY RANGE (i); CREATE TABLE a (i int NOT NULL, CHECK (i >= 0 AND i < 10)); CREATE TABLE b (i int NOT NULL); INSERT INTO a VALUES (1); INSERT INTO b VALUES (11)`
  const { run } = await traceWorld(schema)
  const { statements } = await run('ALTER TABLE p ATTACH PARTITION a FOR VALUES FROM (0) TO (10); ALTER TABLE p ATTACH PARTITION b FOR VALUES FROM (10) TO (20)')
  expect(statements.map(({ scans }) => scans)).toEqual([[], [{ relation: 'public.b', rows: 1 }]])
})

test('a deferred constraint that does not hold fails the script and names the statement that wrote the row', async () => {
  const { run, database } = await traceWorld(shop)
  const { outcome, statements, error } = await run(`SET CONSTRAINTS ALL DEFERRED;\nINSERT INTO orders VALUES (500, 999, 1);\nCOMMENT ON TABLE audit IS 'x';`)
  expect(outcome).toBe('failed')
  expect(error).toMatchObject({ code: 'statement_failed', data: { where: { file: 'V1__x.sql', line: 2, statement: 2 }, pg: { sqlstate: '23503' } } })
  expect(statements.map((one) => one.outcome)).toEqual(['ran', 'failed', 'ran'])
  expect(await database.query('SELECT FROM orders WHERE id = 500')).toEqual([])
})

test('a statement that fails has its place, and what comes after it did not run', async () => {
  const { run } = await traceWorld(shop)
  const { statements, error } = await run(`SELECT 1;\nALTER TABLE orders\n  DROP COLUMN nothing;\nSELECT 2;`)
  expect(error).toMatchObject({ code: 'statement_failed', data: { where: { line: 2, statement: 2 }, pg: { sqlstate: '42703' } } })
  expect(statements.map(({ outcome, line, endLine }) => [outcome, line, endLine])).toEqual([['ran', 1, 1], ['failed', 2, 3], ['not_run', 4, 4]])
})

test('rows of COPY in the file are copied, and notices are kept', async () => {
  const { run } = await traceWorld(shop)
  const { statements } = await run(`COPY customers FROM STDIN;\n20\tx\n21\ty\n\\.\nDO $$BEGIN RAISE WARNING 'beware'; END$$;`)
  expect(statements[0]?.rows).toEqual([{ relation: 'public.customers', inserted: 2, updated: 0, deleted: 0, by: 'statement' }])
  expect(statements[1]?.notices).toEqual([{ severity: 'WARNING', message: 'beware' }])
})

test('roles and settings of one script do not reach the next', async () => {
  const { run } = await traceWorld(`${shop} CREATE SCHEMA other`)
  const { notes } = await run(`SET search_path = other; SET ROLE pg_monitor`, 'V1__a.sql')
  expect(notes?.map(({ code, params }) => [code, params?.['settings']])).toEqual([['session-state-reset', 'search_path, role']])
  const { statements, error } = await run('CREATE TABLE here (i int)', 'V2__b.sql')
  expect(error).toBeNull()
  expect(statements[0]?.locks[0]?.relation).toBe('public.here')
})

test('a cancelled preview ends on the server', async () => {
  const stop = new AbortController()
  const { run } = await traceWorld(shop, { signal: stop.signal })
  setTimeout(() => stop.abort(), 200)
  await expect(run('SELECT pg_sleep(30)')).rejects.toMatchObject({ code: 'cancelled' })
})

test('a statement that takes longer than the limit fails, also when the script lifts the limit', async () => {
  const { run } = await traceWorld(shop, { statementTimeoutMs: 300 })
  expect((await run('SELECT pg_sleep(30)')).error).toMatchObject({ code: 'statement_failed', data: { pg: { sqlstate: '57014' } } })
  expect((await run('SET statement_timeout = 0; SELECT pg_sleep(30)')).error).toMatchObject({ code: 'statement_failed', data: { pg: { sqlstate: '57014' } } })
})

test('what acts outside of the database is skipped with the reason', async () => {
  const { run } = await traceWorld(shop)
  const { statements } = await run(`COPY orders TO PROGRAM 'true'; COPY orders TO '/tmp/never'; CREATE ROLE nobody_else; SELECT lo_export(1, '/tmp/never'); GRANT CONNECT ON DATABASE postgres TO pg_monitor; DO $$BEGIN PERFORM dblink_exec('x'); END$$; ALTER DATABASE postgres SET work_mem = '1MB'`)
  expect(statements.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 7 }, () => 'skipped'))
  expect(statements[0]?.reason).toBe("It runs a program on the server's machine.")
})

test('what names a role that could not be made is skipped with it', async () => {
  const { run } = await traceWorld(shop)
  const { error, statements } = await run(`CREATE ROLE app_of_tomorrow; GRANT SELECT ON orders TO app_of_tomorrow; ALTER TABLE orders OWNER TO app_of_tomorrow; GRANT SELECT ON orders TO pg_monitor`)
  expect(error).toBeNull()
  expect(statements.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['skipped', 'It changes roles, which all databases of the server share.'],
    ['skipped', 'It names role app_of_tomorrow, which was not made here.'],
    ['skipped', 'It names role app_of_tomorrow, which was not made here.'],
    ['ran', null],
  ])
})

test('a script does not go on as a role that could not be made', async () => {
  const { run } = await traceWorld(shop)
  const { error, statements } = await run(`CREATE ROLE app_of_tomorrow; SET ROLE app_of_tomorrow; SET LOCAL SESSION AUTHORIZATION 'app_of_tomorrow'; SET application_name = app_of_tomorrow; RESET ROLE`)
  expect(error).toBeNull()
  expect(statements.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'skipped', 'ran', 'ran'])
})

test('on a server that is thrown away roles are made, and databases are still left alone', async () => {
  const { run } = await traceWorld(shop, { throwAway: true })
  const { error, statements } = await run(`CREATE ROLE app_for_a_while; GRANT SELECT ON orders TO app_for_a_while; COMMENT ON DATABASE shop IS 'x'; GRANT CONNECT ON DATABASE shop TO app_for_a_while; REVOKE ALL ON orders FROM app_for_a_while; DROP ROLE app_for_a_while`)
  expect(error).toBeNull()
  expect(statements.map(({ outcome }) => outcome)).toEqual(['ran', 'ran', 'skipped', 'skipped', 'ran', 'ran'])
})

test('foreign tables are neither read nor written', async () => {
  const far = `${shop} CREATE EXTENSION postgres_fdw; CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1'); CREATE FOREIGN TABLE far (i int) SERVER elsewhere; CREATE VIEW near AS SELECT i FROM far;`
  const { run } = await traceWorld(far)
  const { error, statements } = await run('INSERT INTO far VALUES (1); CREATE TABLE copied AS SELECT * FROM near; ANALYZE; ALTER FOREIGN TABLE far ADD j int; DO $$BEGIN DELETE FROM far; END$$; IMPORT FOREIGN SCHEMA public FROM SERVER elsewhere INTO public')
  expect(error).toBeNull()
  expect(statements.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'skipped', 'ran', 'skipped', 'skipped'])
  expect(statements[1]?.reason).toBe('public.near has its rows on another server.')
})

test('a statement names its locks also where an earlier one of the transaction holds them already', async () => {
  const { run } = await traceWorld(shop)
  const { statements } = await run(`ALTER TABLE orders ADD x int; ALTER TABLE orders ADD y int; CREATE INDEX a ON orders (x); CREATE INDEX b ON orders (y); ALTER TABLE orders ADD CHECK (x > 0) NOT VALID; COMMENT ON TABLE orders IS 'x'; SELECT 1; DROP TABLE orders`)
  const onOrders = statements.map((statement) => lockWords(statement).filter((words) => words.endsWith('public.orders')))
  expect(onOrders).toEqual([
    ['ACCESS EXCLUSIVE public.orders'],
    ['ACCESS EXCLUSIVE public.orders'],
    ['SHARE public.orders'],
    ['SHARE public.orders'],
    ['ACCESS EXCLUSIVE public.orders'],
    ['SHARE UPDATE EXCLUSIVE public.orders'],
    [],
    ['ACCESS EXCLUSIVE public.orders'],
  ])
  expect(statements[3]?.blocks).toEqual(['writes', 'schema_changes', 'vacuum'])
})

test('the table that a second foreign key refers to is named as for the first', async () => {
  const { run } = await traceWorld(shop)
  const { statements } = await run(`ALTER TABLE audit ADD a int REFERENCES customers; ALTER TABLE audit ADD b int REFERENCES customers`)
  expect(lockWords(statements[1]!)).toEqual(['ACCESS EXCLUSIVE public.audit', 'SHARE ROW EXCLUSIVE public.customers'])
})
