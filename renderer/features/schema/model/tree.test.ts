import { describe, expect, test } from 'vitest'
import type { Outline } from '#shared/contract/schema.ts'
import { indexOutline } from './outline-index.ts'
import { fitOf, lit, searchOutline } from './search.ts'
import { moveInTree, typeAhead } from './tree-keys.ts'
import { pathTo, treeRows } from './tree-rows.ts'

const kinds = ['schema', 'table', 'index', 'view', 'extension']
const objects: [kind: number, schema: number, name: string, id: string, parent: number][] = [
  [0, -1, 'shop', 'schema:shop', -1], [1, 0, 'orders', 'table:shop.orders', -1], [2, 0, 'orders_at', 'index:shop.orders_at', 1], [1, 0, 'orders_2026', 'table:shop.orders_2026', 1],
  [2, 0, 'orders_2026_at', 'index:shop.orders_2026_at', 3], [3, 0, 'old_orders', 'view:shop.old_orders', -1], [4, -1, 'citext', 'extension:citext', -1], [0, -1, 'bare', 'schema:bare', -1],
]
const outline: Outline = {
  snapshot: { id: 's', env: null, envId: null, database: 'd', name: null, takenAt: '2026-11-22T00:00:00Z', trigger: 'browse', serverVersion: '16', serverVersionNum: 160000, fingerprint: '', facts: 1, bytes: 1, schemas: null, migrationVersion: null, by: '' },
  live: true, problem: null, kinds, schemas: ['shop'], gaps: [],
  objects: { kind: objects.map(([kind]) => kind), schema: objects.map(([, schema]) => schema), name: objects.map(([, , name]) => name), id: objects.map(([, , , id]) => id), parent: objects.map(([, , , , parent]) => parent), rows: objects.map(() => -1) },
  columns: { object: [1, 1, 5], name: ['id', 'Total', 'total'], type: ['integer', 'numeric', 'numeric'] },
}
const index = indexOutline(outline)
const shown = (...open: string[]) => treeRows(index, { open: new Set(open), groups: null }).map(({ label, depth }) => `${' '.repeat(depth)}${label}`)

describe('The tree', () => {
  test('shows schemas and the database when all is closed, an empty schema too', () => {
    expect(shown()).toEqual(['bare', 'shop', ''])
  })

  test('hangs partitions and indexes below their table, not among the tables', () => {
    expect(shown('s:0', 'g:0:tables', 'o:table:shop.orders', 'p:columns:table:shop.orders', 'p:partitions:table:shop.orders')).toEqual(['bare', 'shop', ' tables', '  orders', '   columns', '    id', '    Total', '   indexes', '   partitions', '    orders_2026', ' views', ''])
  })

  test('knows the way to an object that lies deep', () => {
    expect(pathTo(index, 'index:shop.orders_2026_at').toReversed()).toEqual(['s:0', 'g:0:tables', 'o:table:shop.orders', 'p:partitions:table:shop.orders', 'o:table:shop.orders_2026', 'p:indexes:table:shop.orders_2026'])
    expect(pathTo(index, 'table:gone')).toEqual([])
  })

  test('leaves out the schemas that hold nothing of the chosen groups', () => {
    expect(treeRows(index, { open: new Set(['s:0']), groups: new Set(['views']) }).map(({ label }) => label)).toEqual(['shop', 'views'])
  })

  test('is walked by the keys of a file tree', () => {
    const rows = treeRows(index, { open: new Set(['s:0', 'g:0:tables']), groups: null })
    expect(rows.map(({ label }) => label)).toEqual(['bare', 'shop', 'tables', 'orders', 'views', ''])
    expect(moveInTree(rows, 1, 'ArrowRight', 9)).toEqual({ to: 2 })
    expect(moveInTree(rows, 4, 'ArrowRight', 9)).toEqual({ toggle: 'g:0:views' })
    expect(moveInTree(rows, 3, 'ArrowLeft', 9)).toEqual({ to: 2 })
    expect(moveInTree(rows, 2, 'ArrowLeft', 9)).toEqual({ toggle: 'g:0:tables' })
    expect(moveInTree(rows, 0, 'End', 9)).toEqual({ to: 5 })
    expect(moveInTree(rows, 3, 'Enter', 9)).toEqual({ choose: 3 })
    expect(moveInTree(rows, 3, 'x', 9)).toBeNull()
    expect(typeAhead(rows, 1, 'v', ({ label }) => label)).toBe(4)
    expect(typeAhead(rows, 3, 'or', ({ label }) => label)).toBe(3)
  })
})

describe('The search', () => {
  const names = (query: string) => searchOutline(outline, query).groups.flatMap(({ group, hits }) => hits.map(({ row, column }) => `${group} ${column < 0 ? outline.objects.name[row] : outline.columns.name[column]}`))

  test('puts the whole name before its beginning, the beginning of a word, a part and letters in order', () => {
    expect(['orders', 'orders_at', 'old_orders', 'borders', 'o_r_d_e_r_s', 'redo'].map((name) => fitOf(name, 'orders'))).toEqual([0, 1, 2, 3, 4, 5])
    expect(names('orders')).toEqual(['tables orders', 'tables orders_2026', 'indexes orders_at', 'indexes orders_2026_at', 'views old_orders'])
  })

  test('finds columns, in a table that is named before the dot too', () => {
    expect(names('total')).toEqual(['columns Total', 'columns total'])
    expect(names('old_orders.total')).toEqual(['columns total'])
    expect(names('shop.old')).toEqual(['views old_orders'])
  })

  test('counts all and keeps some', () => {
    expect(searchOutline(outline, 'orders', 1).groups.map(({ total, hits }) => [total, hits.length])).toEqual([[2, 1], [2, 1], [1, 1]])
    expect(searchOutline(outline, 'nothing like it').total).toBe(0)
  })

  test('lights what the query met', () => {
    expect(lit('old_orders', 'ord')).toEqual([{ text: 'old_', on: false }, { text: 'ord', on: true }, { text: 'ers', on: false }])
    expect(lit('Total', 'o.ttl')).toEqual([{ text: 'T', on: true }, { text: 'o', on: false }, { text: 't', on: true }, { text: 'a', on: false }, { text: 'l', on: true }])
  })
})
