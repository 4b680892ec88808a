import { expect, test } from 'vitest'
import { splitScript } from './split.ts'

const commandOf = (sql: string) => splitScript(sql).statements[0]?.command

test.each([
  ['alter table only t add column c int', 'ALTER TABLE'],
  ['create unique index concurrently i on t (a)', 'CREATE UNIQUE INDEX CONCURRENTLY'],
  ['CREATE INDEX IF NOT EXISTS i ON t (a)', 'CREATE INDEX'],
  ['create /* x */ or -- y\n replace function f() returns int', 'CREATE OR REPLACE FUNCTION'],
  ['create table role (a int)', 'CREATE TABLE'],
  ['drop table server', 'DROP TABLE'],
  ['create materialized view v as select 1', 'CREATE MATERIALIZED VIEW'],
  ['create foreign data wrapper w', 'CREATE FOREIGN DATA WRAPPER'],
  ['alter default privileges grant select on tables to r', 'ALTER DEFAULT PRIVILEGES'],
  ['create temp table t (a int)', 'CREATE TEMP TABLE'],
  ['create extension "uuid-ossp"', 'CREATE EXTENSION'],
  ['drop index concurrently i', 'DROP INDEX CONCURRENTLY'],
  ['refresh materialized view concurrently v', 'REFRESH MATERIALIZED VIEW CONCURRENTLY'],
  ['reindex (verbose) table t', 'REINDEX'],
  ['reindex table concurrently t', 'REINDEX TABLE CONCURRENTLY'],
  ['comment on text search parser p is null', 'COMMENT ON TEXT SEARCH PARSER'],
  ['insert into t values (1)', 'INSERT'],
  ['do $$ begin end $$', 'DO'],
  ['start transaction isolation level serializable', 'START TRANSACTION'],
  ['rollback to s', 'ROLLBACK TO'],
  ['set search_path to x', 'SET'],
  ['with recursive a as (select 1), b as (delete from t returning *) update t set x = 1', 'UPDATE'],
  ['with a as (table x) table a', 'WITH'],
  ['((select 1) union select 2)', 'SELECT'],
])('%s is %s', (sql, command) => {
  expect(commandOf(sql)).toBe(command)
})
