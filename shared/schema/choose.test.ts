import { expect, test } from 'vitest'
import { comment, simulate, toyKinds, toySnapshot, type Toy } from '../../tests/support/toy-schema.ts'
import { planChoice, type ChoiceOptions } from './plan-choice.ts'

const schema: Toy = { id: 'schema:s' }
const table: Toy = { id: 'table:s.t', uses: ['schema:s'] }
const column: Toy = { id: 'column:s.t.c', parent: 'table:s.t' }
const view: Toy = { id: 'view:s.v', uses: ['column:s.t.c', 'schema:s'] }

function chosen(before: readonly Toy[], after: readonly Toy[], options: ChoiceOptions) {
  const [a, b] = [toySnapshot(before), toySnapshot(after)]
  const { forward, undo, target, cameAlong } = planChoice(a, b, toyKinds, options)
  expect(simulate(forward.actions, a, target)).toEqual([])
  expect(simulate(undo.actions, target, a)).toEqual([])
  return { sql: forward.actions.map(({ sql }) => sql), undo: undo.actions.map(({ sql }) => sql), cameAlong }
}

const take = (...ids: string[]) => ({ take: new Set(ids) })

test('without a choice everything is taken, and the undo takes it back', () => {
  expect(chosen([schema], [schema, table, column], {})).toEqual({ sql: ['create table:s.t'], undo: ['drop table:s.t'], cameAlong: [] })
})

test('a new object brings what it needs along, by name, and its own parts unasked', () => {
  const { sql, cameAlong } = chosen([schema], [schema, table, column, view, comment('view:s.v', 'V'), { id: 'view:s.other' }], take('view:s.v'))
  expect(sql).toEqual(['create table:s.t', 'create view:s.v', 'create comment@view:s.v'])
  expect(cameAlong).toEqual([
    { id: 'column:s.t.c', neededBy: 'view:s.v' },
    { id: 'table:s.t', neededBy: 'column:s.t.c' },
  ])
})

test('an object goes together with what stands on it', () => {
  const { sql, cameAlong } = chosen([schema, table, column, view], [schema], take('table:s.t'))
  expect(sql).toEqual(['drop view:s.v', 'drop table:s.t'])
  expect(cameAlong).toEqual([{ id: 'view:s.v', neededBy: 'column:s.t.c' }])
})

test('what is not taken stays as it is', () => {
  const changed = { ...column, data: { type: 'text' } }
  expect(chosen([schema, table, column], [schema, table, changed, { id: 'function:s.f' }], take('function:s.f')).sql).toEqual(['create function:s.f'])
})

test('a view that changes with the column under it comes along', () => {
  const [before, after] = [view, { ...view, data: { text: 'c::text' } }]
  expect(chosen([schema, table, column, before], [schema, table, { ...column, data: { type: 'text' } }, after], take('column:s.t.c')).cameAlong).toEqual([
    { id: 'view:s.v', neededBy: 'column:s.t.c' },
  ])
})

test('ignored noise stays as it was, but a new object gets its own', () => {
  const before = [schema, table, column, comment('table:s.t', 'old')]
  const after = [schema, table, column, comment('table:s.t', 'new'), { id: 'view:s.w' }, comment('view:s.w', 'W')]
  expect(chosen(before, after, { ignore: ['comment'] }).sql).toEqual(['create view:s.w', 'create comment@view:s.w'])
})

test('an object that takes the name of another makes that one go', () => {
  const { sql, cameAlong } = chosen([schema, { id: 'view:s.n' }], [schema, { id: 'table:s.n' }], take('table:s.n'))
  expect(sql).toEqual(['drop view:s.n', 'create table:s.n'])
  expect(cameAlong).toEqual([{ id: 'view:s.n', neededBy: 'table:s.n' }])
})

test('a confirmed rename is done first, and undone with the rest', () => {
  const renamed = [schema, { ...table, id: 'table:s.u' }, { id: 'column:s.u.c', parent: 'table:s.u' }]
  const { sql, undo } = chosen([schema, table, column], [...renamed, { id: 'column:s.u.d', parent: 'table:s.u' }], {
    renames: [{ from: 'table:s.t', to: 'table:s.u' }],
  })
  expect(sql).toEqual(['rename table:s.t to table:s.u', 'create column:s.u.d'])
  expect(undo).toEqual(['rename table:s.u to table:s.t', 'drop column:s.t.d'])
})
