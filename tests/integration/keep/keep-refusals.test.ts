import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { findDestructions, keepData } from '#shared/keep/keep.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'
import { snapshotOf } from './keep-world.ts'

let database: TestDatabase
let before: Snapshot
beforeAll(async () => {
  database = await createDatabase('refusals')
  await database.query(`
    CREATE TYPE mood AS ENUM ('sad');
    CREATE TABLE t (id int PRIMARY KEY, v text, n int, big bigint, feeling mood, w varchar(20));
    CREATE TABLE bare (v text);
    CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child () INHERITS (parent);
    CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a ON DELETE CASCADE); ALTER TABLE a ADD b int REFERENCES b ON DELETE CASCADE;
    CREATE VIEW seen AS SELECT id, v FROM t; CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM t;
    CREATE SCHEMA other; CREATE TABLE other.t (id int PRIMARY KEY, v text)`)
  before = await snapshotOf(database)
})
afterAll(() => database.drop())

const found = async (text: string, script = 'V2__x.sql') => findDestructions(await lintFile(script, text), before, 'public')
const told = async (text: string, script?: string) => (await found(text, script)).map(({ kind, relation, columns, ways }) => `${kind} ${relation} ${columns.join()}: ${ways.join()}`.replace(' :', ':'))

test.each([
  ['DROP MATERIALIZED VIEW counted; DROP VIEW seen; DROP INDEX t_pkey', []],
  ['DROP TABLE IF EXISTS nothing; DROP TABLE pg_class', []],
  ['CREATE TABLE t2 AS SELECT * FROM t; DELETE FROM t2; ALTER TABLE t2 DROP COLUMN v; DROP TABLE t2', []],
  ['ALTER TABLE t ALTER big TYPE int, ALTER n TYPE bigint, ALTER v TYPE text, ALTER w TYPE varchar(30)', []],
  ['ALTER TABLE t RENAME TO t3; ALTER TABLE t3 RENAME COLUMN v TO v3; ALTER TABLE t3 DROP COLUMN v3', ['drop_column public.t3 v3: discard,archive,rename']],
  ['DROP TABLE t; CREATE TABLE t (id int); DELETE FROM t', ['drop_table public.t: discard,archive,rename']],
  ['SET search_path TO other; DELETE FROM t', ['delete other.t: discard,archive']],
  ['ALTER TABLE t ALTER w TYPE varchar(10), ALTER v TYPE text USING upper(v)', ['narrowing_type public.t w,v: discard,archive']],
  ['DROP TYPE mood CASCADE', ['drop_other public.t feeling: discard']],
  ['DELETE FROM parent', ['delete public.parent: discard']],
  ['DROP TABLE parent CASCADE', ['drop_table public.parent: discard', 'drop_table public.child: discard']],
  ['DELETE FROM a', ['delete public.a: discard']],
  ['TRUNCATE a CASCADE', ['truncate public.a: discard,archive', 'truncate public.b: discard,archive']],
  ['ALTER TABLE bare DROP COLUMN v', ['drop_column public.bare v: discard,rename']],
  ['ALTER TABLE t DROP COLUMN id CASCADE', ['drop_column public.t id: discard']],
  ['DROP TABLE t CASCADE', ['drop_table public.t: discard,archive']],
  ['UPDATE bare SET v = 1', ['update public.bare v: discard']],
  ['UPDATE t SET id = id + 1', ['update public.t id: discard']],
  ['UPDATE seen SET v = 1', ['update public.seen: discard']],
  ['DELETE FROM t WHERE random() < 0.5', ['delete public.t: discard']],
  ['DELETE FROM t WHERE id IN (SELECT id FROM t LIMIT 5)', ['delete public.t: discard']],
  ['DELETE FROM t WHERE id IN (SELECT id FROM t ORDER BY id LIMIT 5)', ['delete public.t: discard,archive']],
  ['WITH gone AS (DELETE FROM t RETURNING *) INSERT INTO bare SELECT v FROM gone', ['delete public.t: discard']],
  ['INSERT INTO t (id, v) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET v = EXCLUDED.v', ['update public.t v: discard']],
  ['MERGE INTO t USING bare ON bare.v = t.v WHEN MATCHED AND n = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET n = 2', ['update public.t n: discard', 'delete public.t: discard']],
  ['DO $$ BEGIN DELETE FROM t; END $$', ['drop_other public.t: discard']],
  ["DO $$ BEGIN EXECUTE 'drop table ' || 't'; END $$", ['drop_other DO: discard']],
  ['DROP SCHEMA other CASCADE', ['drop_schema other: discard,archive,rename']],
])('of %s it is said what is lost and what can be done', async (text, expected) => {
  expect(await told(text)).toEqual(expected)
})

test('each way that is not offered has its reason in words', async () => {
  for (const text of ['DELETE FROM parent', 'DELETE FROM a', 'UPDATE t SET id = 1', 'DELETE FROM t WHERE random() < 1', 'DROP TABLE t CASCADE', 'DROP TYPE mood CASCADE']) {
    const [first] = await found(text)
    expect(first?.problem).toMatch(/\.$/)
  }
})

test('nothing is kept in a script that runs again and again, or outside of a transaction', async () => {
  expect(await told('DELETE FROM t', 'R__clean.sql')).toEqual(['delete public.t: discard'])
  expect(await told('DELETE FROM t;\nCREATE INDEX CONCURRENTLY i ON t (v)')).toEqual(['delete public.t: discard'])
})

test('a way that is not offered is refused in the same words', async () => {
  const file = await lintFile('V2__x.sql', 'SELECT 1; UPDATE bare SET v = 1')
  const ask = (statement: number, way: 'archive' | 'rename') => keepData({ file, version: '2', undo: null, statement, way, before, schema: 'public' })
  await expect(ask(2, 'archive')).rejects.toMatchObject({ code: 'bad_request', message: expect.stringContaining('no primary key') })
  await expect(ask(1, 'archive')).rejects.toMatchObject({ code: 'bad_request' })
  await expect(ask(9, 'archive')).rejects.toMatchObject({ code: 'bad_request' })
})

test('a choice made again replaces the one before, and names of other statements are left alone', async () => {
  const text = 'ALTER TABLE t DROP COLUMN v;\nDELETE FROM t;\nDELETE FROM other.t;\n'
  const keep = async (kept: { text: string; undo: string | null }, nth: number, way: 'archive' | 'rename' | 'discard') => {
    const file = await lintFile('V2__x.sql', kept.text)
    const statement = findDestructions(file, before, 'public')[nth]?.statement ?? 0
    return keepData({ file, version: '2', undo: kept.undo, statement, way, before, schema: 'public' })
  }
  const once = await keep(await keep(await keep({ text, undo: null }, 1, 'archive'), 2, 'archive'), 0, 'archive')
  expect([...once.text.matchAll(/CREATE TABLE strata_archive\.(\S+)/g)].map(([, name]) => name)).toEqual(['v2__t__v', 'v2__t', 'v2__t__2'])
  const other = await keep(once, 0, 'rename')
  const again = await keep(other, 0, 'archive')
  expect(again.text.replaceAll(/ \d( |$)/gm, '')).toBe(once.text.replaceAll(/ \d( |$)/gm, ''))
  let none: { text: string; undo: string | null } = again
  for (let left = 3; left > 0; left--) none = await keep(none, left - 1, 'discard')
  expect(none).toMatchObject({ text, undo: null })
})
