import { describe, expect, test } from 'vitest'
import type { Difference } from '#shared/contract/compare.ts'
import { noFilter } from './compare-store.ts'
import { countsOf, nameIn, shownDifferences, tickOf, toggled, treeRows } from './tree.ts'

function difference(id: string, under: string, more: Partial<Difference> = {}): Difference {
  const kind = /^[a-z-]+/.exec(id)?.[0] ?? ''
  return { id, under, change: 'added', attributes: [], noise: 'none', ref: { id, kind, schema: 'public', name: id.split('.').at(-1) ?? '' }, ...more }
}

const column = difference('column:public.orders.total', 'table:public.orders', { change: 'changed' })
const index = difference('index:public.orders_at', 'table:public.orders')
const comment = difference('comment@table:public.orders', 'table:public.orders', { noise: 'comment' })
const view = difference('view:public.revenue', 'view:public.revenue', { change: 'removed' })
const extension = difference('extension:pg_trgm', 'extension:pg_trgm', { ref: { id: 'extension:pg_trgm', kind: 'extension', schema: null, name: 'pg_trgm' } })
const all = [view, index, comment, column, extension]

describe('the tree of differences', () => {
  test('shows schemas, objects and their parts, what lies in no schema last', () => {
    const rows = treeRows(all, new Set())
    expect(rows.map(({ level, name }) => [level, name])).toEqual([[1, 'public'], [2, 'orders'], [3, 'total'], [3, 'orders_at'], [3, 'orders'], [2, 'revenue'], [1, null], [2, 'pg_trgm']])
  })

  test('an object that differs in its parts only is changed; one that is gone is removed', () => {
    const rows = treeRows(all, new Set())
    expect(rows.find(({ key }) => key === 'table:public.orders')).toMatchObject({ change: 'changed', difference: undefined, ids: [column.id, index.id, comment.id] })
    expect(rows.find(({ key }) => key === view.id)).toMatchObject({ change: 'removed', expanded: null })
  })

  test('a closed row hides what is below it', () => {
    expect(treeRows(all, new Set(['table:public.orders'])).map(({ key }) => key)).not.toContain(column.id)
    expect(treeRows(all, new Set(['in:public']))[0]).toMatchObject({ expanded: false, ids: expect.arrayContaining([view.id, column.id]) })
  })

  test('a new schema stands in its own group', () => {
    const schema = difference('schema:reports', 'schema:reports', { ref: { id: 'schema:reports', kind: 'schema', schema: null, name: 'reports' } })
    expect(treeRows([schema], new Set()).map(({ name }) => name)).toEqual(['reports', 'reports'])
  })
})

test('noise is folded away until it is asked for', () => {
  expect(shownDifferences(all, { shown: [], filter: noFilter })).not.toContain(comment)
  expect(shownDifferences(all, { shown: ['comment'], filter: noFilter })).toContain(comment)
})

test('the filter finds by the name of a part and of its object, by change and by kind', () => {
  const find = (filter: Partial<typeof noFilter>) => shownDifferences(all, { shown: [], filter: { ...noFilter, ...filter } })
  expect(find({ text: 'TOTAL' })).toEqual([column])
  expect(find({ text: 'public.orders' })).toEqual([index, column])
  expect(find({ change: 'removed' })).toEqual([view])
  expect(find({ kind: 'table' })).toEqual([index, column])
})

test('a tick of a group is all, none or some, and a click makes it all, then none', () => {
  const ids = ['a', 'b']
  expect(tickOf(ids, new Set())).toBe(true)
  expect(tickOf(ids, new Set(['a']))).toBe('mixed')
  expect(toggled(ids, new Set(['a']))).toEqual(new Set())
  expect(toggled(ids, new Set(['c']))).toEqual(new Set(['c', 'a', 'b']))
  expect(tickOf(ids, new Set(['a', 'b']))).toBe(false)
})

test('noise is counted apart', () => {
  expect(countsOf(all)).toEqual({ added: 2, removed: 1, changed: 1, noise: { privilege: 0, owner: 0, comment: 1, storage: 0 } })
})

test('the name of an object is read from its id, quotes taken off', () => {
  expect(nameIn('table:public."Odd.name"', 'public')).toBe('Odd.name')
  expect(nameIn('table:"My schema".t', 'My schema')).toBe('t')
  expect(nameIn('function:public.f(integer,text)', 'public')).toBe('f(integer,text)')
})
