import { expect, test } from 'vitest'
import { comment, simulate, toyKinds, toySnapshot, type Toy } from '../../../tests/support/toy-schema.ts'
import { planChange } from './plan-change.ts'

const table: Toy = { id: 'table:s.t', uses: ['schema:s'] }
const column: Toy = { id: 'column:s.t.c', parent: 'table:s.t' }
const schema: Toy = { id: 'schema:s' }
const base = [schema, table, column]

function plan(before: readonly Toy[], after: readonly Toy[]) {
  const [a, b] = [toySnapshot(before), toySnapshot(after)]
  const { actions, hazards } = planChange(a, b, toyKinds)
  expect(simulate(actions, a, b)).toEqual([])
  return { sql: actions.map((action) => action.sql), actions, hazards }
}

test('equal schemas need no statement', () => {
  expect(plan(base, base).sql).toEqual([])
})

test('what is used is created first, a table takes its columns along and a comment stands behind its object', () => {
  const view: Toy = { id: 'view:s.a', uses: ['column:s.t.c', 'schema:s', 'view:s.z'] }
  const other: Toy = { id: 'view:s.z', uses: ['table:s.t', 'schema:s'] }
  const { sql } = plan([], [view, other, comment('view:s.z', 'Z'), comment('column:s.t.c', 'C'), comment('table:s.t', 'T'), ...base])
  expect(sql).toEqual([
    'create schema:s',
    'create table:s.t',
    'create comment@table:s.t',
    'create comment@column:s.t.c',
    'create view:s.z',
    'create comment@view:s.z',
    'create view:s.a',
  ])
})

test('what is used is dropped last, and parts go with their whole', () => {
  const view: Toy = { id: 'view:s.v', uses: ['column:s.t.c', 'schema:s'] }
  expect(plan([...base, view, comment('view:s.v', 'V')], []).sql).toEqual(['drop view:s.v', 'drop table:s.t', 'drop schema:s'])
})

test('a view over a column whose type changes is taken down and put back with its comment and what stands on it', () => {
  const views: Toy[] = [{ id: 'view:s.v', uses: ['column:s.t.c'] }, { id: 'view:s.w', uses: ['view:s.v'] }, comment('view:s.w', 'W')]
  const changed: Toy = { ...column, data: { type: 'text' } }
  const { sql, actions } = plan([...base, ...views], [schema, table, changed, ...views])
  expect(sql).toEqual(['drop view:s.w', 'drop view:s.v', 'alter column:s.t.c', 'create view:s.v', 'create view:s.w', 'create comment@view:s.w'])
  expect(actions[1]?.why).toBe('column s.t.c changes under it; before column s.t.c changes, which it uses')
})

test('an index survives the change of a column type', () => {
  const index: Toy = { id: 'index:s.i', parent: 'table:s.t', uses: ['column:s.t.c'] }
  expect(plan([...base, index], [schema, table, { ...column, data: { type: 'text' } }, index]).sql).toEqual(['alter column:s.t.c'])
})

test('what holds data is never dropped only to be put back', () => {
  const type: Toy = { id: 'type:s.x' }
  const uses: Toy = { ...column, uses: ['type:s.x'] }
  expect(() => plan([schema, table, type, uses], [schema, table, { ...type, data: { size: 2 } }, uses])).toThrow(
    /type s\.x must be dropped and created anew, but column s\.t\.c depends on it and holds data/,
  )
})

test('a name is free before another object takes it', () => {
  const before: Toy[] = [schema, { id: 'view:s.n', uses: ['schema:s'] }]
  expect(plan(before, [schema, { id: 'table:s.n', uses: ['schema:s'] }]).sql).toEqual(['drop view:s.n', 'create table:s.n'])
})

test('an object that moves to another parent is created anew', () => {
  const other: Toy = { id: 'table:s.u' }
  const { sql } = plan([...base, other, { id: 'index:s.i', parent: 'table:s.t' }], [...base, other, { id: 'index:s.i', parent: 'table:s.u' }])
  expect(sql).toEqual(['drop index:s.i', 'create index:s.i'])
})

test('what no longer uses a fact is altered before the fact goes', () => {
  const view = (...uses: string[]): Toy => ({ id: 'view:s.v', uses, data: { text: uses.join() } })
  const { sql } = plan([...base, { id: 'function:s.f' }, view('function:s.f')], [...base, { id: 'function:s.g' }, view('function:s.g')])
  expect(sql).toEqual(['create function:s.g', 'replace view:s.v', 'drop function:s.f'])
})

test('a new enum value is committed before a new default uses it', () => {
  const type: Toy = { id: 'enum:s.e', data: { labels: ['a'] } }
  const typed: Toy = { ...column, uses: ['enum:s.e'] }
  const fresh: Toy = { id: 'default@column:s.t.c', parent: 'column:s.t.c', uses: ['enum:s.e'] }
  const { actions } = plan([schema, table, typed, type, { id: 'view:s.v' }], [schema, table, typed, { ...type, data: { labels: ['a', 'b'] } }, fresh])
  expect(actions.map(({ sql, transaction }) => [transaction, sql])).toEqual([
    [1, 'alter enum:s.e add value'],
    [2, 'drop view:s.v'],
    [2, 'create default@column:s.t.c'],
  ])
})

test('a default that calls a function of the row type gets a statement of its own', () => {
  const takes: Toy = { id: 'function:s.f', uses: ['table:s.t'] }
  const fresh: Toy = { id: 'default@column:s.t.c', parent: 'column:s.t.c', uses: ['function:s.f'] }
  expect(plan([], [...base, takes, fresh]).sql).toEqual(['create schema:s', 'create table:s.t', 'create function:s.f', 'create default@column:s.t.c'])
  expect(plan([...base, takes, fresh], []).sql).toEqual(['drop default@column:s.t.c', 'drop function:s.f', 'drop table:s.t', 'drop schema:s'])
})

test('a view and a function that use each other begin with a placeholder and end with one', () => {
  const circle: Toy[] = [
    { id: 'view:s.v', uses: ['function:s.f'] },
    { id: 'function:s.f', uses: ['view:s.v'] },
  ]
  expect(plan([], circle).sql).toEqual(['stub view:s.v', 'create function:s.f', 'fill view:s.v'])
  expect(plan(circle, []).sql).toEqual(['stub view:s.v', 'drop function:s.f', 'drop view:s.v'])
})

test('a cycle that nothing breaks is named', () => {
  const circle: Toy[] = [
    { id: 'type:s.x', uses: ['type:s.y'] },
    { id: 'type:s.y', uses: ['type:s.x'] },
  ]
  expect(() => plan([], circle)).toThrow(/create type s\.\w before create type s\.\w \(type s\.\w uses type s\.\w\)/)
})

test('a view that comes to stand on a column whose type changes is put back anew where what it stood on must be gone before', () => {
  const base = (version: number): Toy[] => [{ id: 'schema:s' }, { id: 'table:s.t', uses: ['schema:s'] }, { id: 'column:s.t.c', parent: 'table:s.t', data: { version } }]
  const a = toySnapshot([...base(0), { id: 'view:s.low', uses: ['column:s.t.c'], data: { columns: 1, text: 1 } }, { id: 'view:s.high', uses: ['view:s.low'], data: { columns: 0, text: 1 } }])
  const b = toySnapshot([...base(1), { id: 'view:s.high', uses: ['column:s.t.c'], data: { columns: 0, text: 2 } }])
  expect(simulate(planChange(a, b, toyKinds).actions, a, b)).toEqual([])
  expect(simulate(planChange(b, a, toyKinds).actions, b, a)).toEqual([])
})
