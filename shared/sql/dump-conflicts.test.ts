import { expect, test } from 'vitest'
import { splitScript } from './split.ts'
import { firstDumpConflict } from './dump-conflicts.ts'

const conflict = (sql: string) => firstDumpConflict({ script: 'V1.sql', statements: splitScript(sql).statements }, 'public', new Set())

test.each([
  'ALTER TABLE t ADD c int', 'DROP TABLE t', 'TRUNCATE t', 'DROP INDEX i', 'ALTER TABLE t RENAME TO u', 'CREATE OR REPLACE VIEW v AS SELECT 1', 'REFRESH MATERIALIZED VIEW m', 'VACUUM (FULL) t', 'REINDEX TABLE t',
  'CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2)', 'LOCK TABLE t', 'CLUSTER t', 'CREATE POLICY p ON t USING (true)', 'ALTER TABLE t DETACH PARTITION u', 'ALTER TABLE t ATTACH PARTITION u DEFAULT', 'DROP FUNCTION f() CASCADE', 'DROP VIEW v',
])('%s waits for a dump', async (sql) => {
  expect((await conflict(sql))?.basis).toBe('known')
})

test.each(["DO $$ BEGIN PERFORM 1; END $$", 'SELECT rebuild_everything()', 'CALL f()', 'CREATE EXTENSION pg_trgm', 'INSERT INTO t SELECT app.change(1)', 'THIS IS NO SQL'])('what %s locks cannot be told, so it counts as if it waited', async (sql) => {
  expect((await conflict(sql))?.basis).toBe('unknown')
})

test.each([
  'CREATE TABLE t (id int REFERENCES u)', 'CREATE INDEX i ON t (a)', 'CREATE INDEX CONCURRENTLY i ON t (a)', 'DROP INDEX CONCURRENTLY i', 'INSERT INTO t VALUES (now())', "UPDATE t SET a = coalesce(a, 'x')", 'DELETE FROM t', "COMMENT ON TABLE t IS 'x'",
  'GRANT SELECT ON t TO public', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$', 'ALTER TABLE t VALIDATE CONSTRAINT c', 'ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES u NOT VALID', 'CREATE VIEW v AS SELECT 1', 'REFRESH MATERIALIZED VIEW CONCURRENTLY m',
  'VACUUM ANALYZE t', 'REINDEX INDEX CONCURRENTLY i', "ALTER TYPE mood ADD VALUE 'x'", "SELECT setval('s', 3)", 'ALTER TABLE t DETACH PARTITION u CONCURRENTLY', 'SET lock_timeout = 1', 'CREATE TABLE made (id int); ALTER TABLE made ADD c int',
])('%s passes a dump', async (sql) => {
  expect(await conflict(sql)).toBeUndefined()
})

test('the first statement that waits is named with its place', async () => {
  expect(await conflict('CREATE TABLE a (id int);\n\nALTER TABLE b ADD c int;')).toEqual({ script: 'V1.sql', line: 3, command: 'ALTER TABLE', basis: 'known' })
})
