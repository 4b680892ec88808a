import { expect, test } from 'vitest'
import { lockWords, traceWorld } from './trace-world.ts'

const schema = `CREATE TABLE t (id int PRIMARY KEY, v text); CREATE INDEX t_v ON t (v); INSERT INTO t SELECT i, i::text FROM generate_series(1, 100) i;
CREATE TABLE p (i int NOT NULL) PARTITION BY RANGE (i); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);`

test('CREATE INDEX CONCURRENTLY is observed: its lock, its two scans, the index that it builds', async () => {
  const { one } = await traceWorld(schema)
  const statement = await one('CREATE INDEX CONCURRENTLY later ON t (lower(v))')
  expect(statement.locks).toContainEqual({ mode: 'SHARE UPDATE EXCLUSIVE', relation: 'public.t', kind: 'table', isNew: false, how: 'observed' })
  expect(lockWords(statement)).toEqual(['SHARE UPDATE EXCLUSIVE public.t'])
  expect(statement).toMatchObject({ outcome: 'ran', scans: [{ relation: 'public.t', rows: 200 }], indexes: [{ name: 'public.later', relation: 'public.t', action: 'built' }], blocks: ['schema_changes', 'vacuum'] })
})

test('DROP INDEX CONCURRENTLY shows weak locks on the table and the index', async () => {
  const { one } = await traceWorld(schema)
  const statement = await one('DROP INDEX CONCURRENTLY t_v')
  expect(lockWords(statement)).toEqual(['SHARE UPDATE EXCLUSIVE public.t', 'SHARE UPDATE EXCLUSIVE public.t_v'])
  expect(statement.indexes).toEqual([{ name: 'public.t_v', relation: 'public.t', action: 'dropped' }])
})

test('REINDEX CONCURRENTLY rebuilds an index of the same name', async () => {
  const { one } = await traceWorld(schema)
  const statement = await one('REINDEX INDEX CONCURRENTLY t_v')
  expect(lockWords(statement)).toContain('SHARE UPDATE EXCLUSIVE public.t')
  expect(statement.indexes).toEqual([{ name: 'public.t_v', relation: 'public.t', action: 'rebuilt' }])
  expect(statement.rewrites).toEqual([])
})

test('VACUUM FULL is seen asking for its lock, and rewrites the table', async () => {
  const { run } = await traceWorld(schema)
  const { statements } = await run('VACUUM t; VACUUM FULL t')
  expect(lockWords(statements[0]!)).toContain('SHARE UPDATE EXCLUSIVE public.t')
  expect(statements[0]?.rewrites).toEqual([])
  expect(statements[1]?.locks).toContainEqual({ mode: 'ACCESS EXCLUSIVE', relation: 'public.t', kind: 'table', isNew: false, how: 'observed' })
  expect(statements[1]?.rewrites).toEqual([{ relation: 'public.t', kind: 'table' }])
})

test('DETACH PARTITION CONCURRENTLY locks the parent weakly and the partition wholly at the end', async () => {
  const { one } = await traceWorld(schema)
  const statement = await one('ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY')
  expect(lockWords(statement)).toEqual(['ACCESS EXCLUSIVE public.p1', 'SHARE UPDATE EXCLUSIVE public.p'])
  expect(statement.locks.every(({ how }) => how === 'observed')).toBe(true)
})

test('what concerns the whole server is skipped, and the rest of the file runs', async () => {
  const { run } = await traceWorld(schema)
  const { outcome, statements } = await run('CREATE DATABASE never_made; VACUUM t')
  expect(outcome).toBe('ran')
  expect(statements.map((one) => [one.outcome, one.reason])).toEqual([['skipped', 'It makes a database on the server.'], ['ran', null]])
})

test('a failure outside of a transaction has its place', async () => {
  const { run } = await traceWorld(schema)
  const { error } = await run('CREATE UNIQUE INDEX CONCURRENTLY u ON t ((1))')
  expect(error).toMatchObject({ code: 'statement_failed', data: { where: { line: 1, statement: 1 }, pg: { sqlstate: '23505' } } })
})

test('REINDEX SCHEMA shows the lock of each table, and those of the indexes are from the manual', async () => {
  const { one } = await traceWorld(`${schema} CREATE SCHEMA side; CREATE TABLE side.a (i int PRIMARY KEY); CREATE TABLE side.b (i int PRIMARY KEY)`)
  const { locks, indexes } = await one('REINDEX SCHEMA side')
  expect(locks.map(({ mode, relation, how }) => `${mode} ${relation} ${how}`)).toEqual(expect.arrayContaining(['SHARE side.a observed', 'SHARE side.b observed']))
  expect(locks.filter(({ mode }) => mode === 'ACCESS EXCLUSIVE').map(({ relation }) => relation).toSorted()).toEqual(['side.a_pkey', 'side.b_pkey'])
  expect(indexes.map(({ name, action }) => `${action} ${name}`).toSorted()).toEqual(['rebuilt side.a_pkey', 'rebuilt side.b_pkey'])
})
