import { expect, test, vi } from 'vitest'
import { splitScript } from './split.ts'
import { concurrentIndexName, nonTransactionalReason, transactionControl } from './transaction.ts'

const loads = vi.hoisted(() => ({ count: 0 }))
vi.mock('libpg-query', async (original) => {
  loads.count++
  return await original()
})

test('plain statements never load the grammar', async () => {
  const plain = `CREATE TABLE vacuum (concurrently_done bool, database text); INSERT INTO t VALUES ('CREATE DATABASE'); CREATE INDEX i ON t (a);
    CREATE FUNCTION f() RETURNS int AS $$ VACUUM; DROP INDEX CONCURRENTLY i; COMMIT $$ LANGUAGE sql; SELECT 'COMMIT'; SAVEPOINT s; RELEASE s; -- VACUUM
    ALTER TABLE t ADD c int; DROP TABLE database; COMMENT ON DATABASE d IS 'x'; REFRESH MATERIALIZED VIEW CONCURRENTLY v; ANALYZE; CHECKPOINT`
  for (const statement of splitScript(plain).statements) {
    expect(await nonTransactionalReason(statement)).toBeUndefined()
    expect(await transactionControl(statement)).toBeUndefined()
    expect(await concurrentIndexName(statement)).toBeUndefined()
  }
  expect(loads.count).toBe(0)
})

test.each([
  ['CREATE INDEX CONCURRENTLY i ON t (a)', 'CREATE INDEX CONCURRENTLY'],
  ['/* x */ create -- y\n unique index concurrently if not exists i on t (a)', 'CREATE INDEX CONCURRENTLY'],
  ['\ufeffDROP INDEX CONCURRENTLY IF EXISTS s.i', 'DROP INDEX CONCURRENTLY'],
  ['REINDEX (VERBOSE, CONCURRENTLY) TABLE t', 'REINDEX CONCURRENTLY'],
  ['REINDEX TABLE CONCURRENTLY t', 'REINDEX CONCURRENTLY'],
  ['REINDEX (CONCURRENTLY false) SCHEMA s', 'REINDEX SCHEMA'],
  ['REINDEX DATABASE d', 'REINDEX DATABASE'],
  ['REINDEX SYSTEM d', 'REINDEX SYSTEM'],
  ['VACUUM (FULL) t', 'VACUUM'],
  ['CLUSTER', 'CLUSTER'],
  ['CLUSTER VERBOSE', 'CLUSTER'],
  ['CREATE DATABASE d', 'CREATE DATABASE'],
  ['DROP DATABASE IF EXISTS d WITH (FORCE)', 'DROP DATABASE'],
  ['ALTER DATABASE d SET TABLESPACE s', 'ALTER DATABASE SET TABLESPACE'],
  ["CREATE TABLESPACE s LOCATION '/x'", 'CREATE TABLESPACE'],
  ['DROP TABLESPACE s', 'DROP TABLESPACE'],
  ["ALTER SYSTEM SET work_mem = '1MB'", 'ALTER SYSTEM'],
  ['ALTER SYSTEM RESET ALL', 'ALTER SYSTEM'],
  ['DISCARD ALL', 'DISCARD ALL'],
  ['ALTER TABLE ONLY p DETACH PARTITION c CONCURRENTLY', 'ALTER TABLE ... DETACH PARTITION CONCURRENTLY'],
  ["CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p", 'CREATE SUBSCRIPTION'],
  ["CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = true, copy_data = false)", 'CREATE SUBSCRIPTION'],
  ['DROP SUBSCRIPTION s', 'DROP SUBSCRIPTION'],
  ['ALTER SUBSCRIPTION s REFRESH PUBLICATION', 'ALTER SUBSCRIPTION'],
  ['ALTER SUBSCRIPTION s ADD PUBLICATION p', 'ALTER SUBSCRIPTION'],
  ['ALTER SUBSCRIPTION s SET (failover = true)', 'ALTER SUBSCRIPTION'],
  ["COMMIT PREPARED 'x'", 'COMMIT PREPARED'],
  ["ROLLBACK PREPARED 'x'", 'ROLLBACK PREPARED'],
])('%s cannot run in a transaction', async (sql, reason) => {
  expect(await nonTransactionalReason(sql)).toBe(reason)
})

test.each([
  'CREATE INDEX concurrently_i ON t (a)',
  'CREATE INDEX ON t (concurrently)',
  'DROP INDEX "concurrently"',
  'REINDEX TABLE t',
  'REINDEX (CONCURRENTLY off) INDEX i',
  'CLUSTER t USING i',
  'DISCARD PLANS',
  'DISCARD TEMP',
  "ALTER DATABASE d SET work_mem = '1MB'",
  'ALTER DATABASE d CONNECTION LIMIT 5',
  'ALTER TABLESPACE s RENAME TO r',
  'ALTER TABLE p DETACH PARTITION c',
  'ALTER TABLE p DETACH PARTITION c FINALIZE',
  "ALTER TABLE t ALTER c SET DEFAULT 'CONCURRENTLY'",
  "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)",
  "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = off)",
  "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = 0)",
  'ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)',
  'ALTER SUBSCRIPTION s DISABLE',
  'ALTER SUBSCRIPTION s SET (slot_name = NONE)',
  'REFRESH MATERIALIZED VIEW CONCURRENTLY v',
  "ALTER TYPE e ADD VALUE 'x'",
  'COMMIT',
  'VACUUM FROM nonsense',
  'CREATE DATABASE d\0',
])('%j can run in a transaction, or is for the server to judge', async (sql) => {
  expect(await nonTransactionalReason(sql)).toBeUndefined()
})

test.each([
  ['begin', 'BEGIN'],
  ['BEGIN ISOLATION LEVEL SERIALIZABLE', 'BEGIN'],
  ['START TRANSACTION READ ONLY', 'START TRANSACTION'],
  ['COMMIT AND CHAIN', 'COMMIT'],
  ['END', 'END'],
  ['/* x */ ROLLBACK WORK', 'ROLLBACK'],
  ['ABORT', 'ABORT'],
  ["PREPARE TRANSACTION 'x'", 'PREPARE TRANSACTION'],
])('%s ends or begins a transaction', async (sql, command) => {
  expect(await transactionControl(sql)).toBe(command)
})

test.each([
  'SAVEPOINT s',
  'RELEASE s',
  'ROLLBACK TO SAVEPOINT s',
  'PREPARE p AS SELECT 1',
  "COMMIT PREPARED 'x'",
  'SET TRANSACTION READ ONLY',
  'BEGIN nonsense',
  'DO $$ begin commit; end $$',
])('%s is no transaction control', async (sql) => {
  expect(await transactionControl(sql)).toBeUndefined()
})

test.each([
  ['CREATE INDEX CONCURRENTLY "My i" ON s.t (a)', { action: 'create', schema: 's', name: 'My i', table: 't' }],
  ['CREATE INDEX CONCURRENTLY ON t (a)', { action: 'create', table: 't' }],
  ['DROP INDEX CONCURRENTLY s.i', { action: 'drop', schema: 's', name: 'i' }],
  ['REINDEX INDEX CONCURRENTLY s.i', { action: 'reindex', schema: 's', name: 'i' }],
  ['REINDEX TABLE CONCURRENTLY s.t', { action: 'reindex', schema: 's', table: 't' }],
  ['REINDEX SCHEMA CONCURRENTLY s', { action: 'reindex', schema: 's' }],
  ['ALTER TABLE p DETACH PARTITION c CONCURRENTLY', undefined],
  ['CREATE INDEX i ON t (a)', undefined],
])('%s names its index', async (sql, expected) => {
  expect(await concurrentIndexName(sql)).toEqual(expected)
})
