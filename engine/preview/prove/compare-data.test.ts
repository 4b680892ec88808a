import { describe, expect, test } from 'vitest'
import { compareData, tellLosses } from './compare-data.ts'
import type { DataState, TablePrint } from './read-data.ts'

type Rows = readonly (readonly [key: string, row: string])[]

/** Sums are made of the texts: rows of equal text have equal sums. */
function print(name: string, rows: Rows, change: Partial<TablePrint> = {}): TablePrint {
  const byKey = new Map<string, string[]>()
  for (const [key, row] of rows) byKey.set(key, [...(byKey.get(key) ?? []), row])
  const sum = rows.map(([, row]) => row).toSorted().join()
  return { name, oid: '1', identity: '', rows: rows.length, sum, columns: new Map([['id', rows.map(([key]) => key).toSorted().join()], ['note', sum]]), byKey, hasKey: true, ...change }
}
const state = (tables: readonly TablePrint[], sequences: Readonly<Record<string, bigint | null>> = {}, unreadable: Readonly<Record<string, string>> = {}): DataState => ({ tables: new Map(tables.map((table) => [table.name, table])), sequences: new Map(Object.entries(sequences)), unreadable: new Map(Object.entries(unreadable)) })
const losses = (before: DataState, after: DataState) => tellLosses(compareData(before, after))

describe('Data that are not as they were', () => {
  test('are counted by primary key: rows that are gone, that changed and that are new', () => {
    const before = state([print('t', [['1', 'a'], ['2', 'b'], ['3', 'c']])])
    expect(losses(before, state([print('t', [['3', 'c'], ['2', 'x'], ['4', 'd'], ['5', 'e']])]))).toEqual(['In t 1 row is gone, 1 row has other values (id, note), 2 rows are there that were not.'])
    expect(losses(before, state([print('t', [['3', 'c'], ['1', 'a'], ['2', 'b']])]))).toEqual([])
  })

  test('are counted row by row where there is no key, double rows too', () => {
    const rows: Rows = [['a', 'a'], ['a', 'a'], ['b', 'b']]
    expect(losses(state([print('t', rows, { hasKey: false })]), state([print('t', rows.slice(1), { hasKey: false })]))).toEqual(['In t 1 row is gone.'])
  })

  test('are told without counts where there are too many rows, or other columns', () => {
    const before = print('t', [['1', 'a'], ['2', 'b']])
    expect(losses(state([before]), state([print('t', [['1', 'a']], { byKey: null })]))).toEqual(['The rows of t are not as they were (id, note): 2 before, 1 now.'])
    const narrower = { ...before, columns: new Map([['note', 'other']]) }
    expect(losses(state([before]), state([narrower]))).toEqual(['The rows of t are not as they were (note): 2 before, 2 now.'])
    expect(losses(state([before]), state([{ ...before, sum: 'other', columns: new Map([...before.columns, ['more', '1']]) }]))).toEqual([])
  })

  test('are those of a table that is gone, unless it was empty or cannot be read', () => {
    const before = state([print('t', [['1', 'a']]), print('empty', [])])
    expect(losses(before, state([]))).toEqual(['Table t is gone with 1 row.'])
    expect(losses(before, state([], {}, { t: 'permission denied' }))).toEqual([])
  })

  test('are sequences that give out numbers again, not those that have gone on', () => {
    expect(losses(state([], { a: 10n, b: 10n, c: null, d: 10n }), state([], { a: 9n, b: 12n, c: 1n, d: null }))).toEqual(['Sequence a stood at 10 and stands at 9: it gives out numbers again.', 'Sequence d stood at 10 and begins anew: it gives out numbers again.'])
  })
})
