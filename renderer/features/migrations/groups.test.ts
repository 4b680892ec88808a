import { describe, expect, test } from 'vitest'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import { filterRows, groupOf, groupRows, listItems, neighbour, shortName, undoFileName } from './groups.ts'

function row(values: Partial<MigrationRow>): MigrationRow {
  const version = values.version === undefined ? '1' : values.version
  return {
    kind: 'versioned', version, description: 'orders', script: `V${version}__orders.sql`, state: 'applied', checksum: 1, applied: null, undoScript: null, bytes: 10, ...values,
  }
}
const done = { rank: 1, checksum: 1, by: 'me', at: '2026-11-20T10:00:00Z', ms: 4, success: true }

describe('the group of a migration', () => {
  test('what the files and the history disagree about is a problem', () => {
    for (const state of ['failed', 'changed', 'missing', 'ignored'] as const) expect(groupOf(row({ state }))).toBe('problems')
  })

  test('an undone version waits to be applied again', () => {
    expect(groupOf(row({ state: 'undone' }))).toBe('pending')
  })

  test('out of order is pending before it ran and applied afterwards', () => {
    expect(groupOf(row({ state: 'out_of_order' }))).toBe('pending')
    expect(groupOf(row({ state: 'out_of_order', applied: done }))).toBe('applied')
  })

  test('a repeatable migration stands with its like even while it waits', () => {
    expect(groupOf(row({ kind: 'repeatable', version: null, state: 'outdated' }))).toBe('repeatable')
  })
})

describe('the list', () => {
  const rows = [row({ version: '1' }), row({ version: '2', state: 'pending', description: 'Payment methods' }), row({ version: '3', state: 'failed' })]

  test('problems come first, then what waits, then what is applied', () => {
    expect(groupRows(rows).map((group) => [group.name, group.rows.length])).toEqual([
      ['problems', 1],
      ['pending', 1],
      ['applied', 1],
    ])
  })

  test('a search finds by version, description and file, whatever the case', () => {
    expect(filterRows(rows, { text: 'payment', group: 'all' })).toEqual([rows[1]])
    expect(filterRows(rows, { text: 'v3', group: 'all' })).toEqual([rows[2]])
    expect(filterRows(rows, { text: 'v3', group: 'pending' })).toEqual([])
  })

  test('the arrow keys pass over the heads and stop at the ends', () => {
    const items = listItems(groupRows(rows))
    expect(neighbour(items, undefined, 1)?.version).toBe('3')
    expect(neighbour(items, rows[2]?.script, 1)?.version).toBe('2')
    expect(neighbour(items, rows[0]?.script, 1)?.version).toBe('1')
    expect(neighbour([], undefined, 1)).toBeUndefined()
  })
})

test('names are those of the files', () => {
  expect(shortName(row({ version: '1.2' }))).toBe('V1.2')
  expect(shortName(row({ kind: 'repeatable', version: null }))).toBe('R')
  expect(undoFileName('shop/V12__Very_good.sql')).toBe('shop/U12__Very_good.sql')
})
