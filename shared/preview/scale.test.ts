import { expect, test } from 'vitest'
import type { TracedStatement } from '../contract/preview.ts'
import { scaleStatement, totalSeconds } from './scale.ts'
import { traced } from './testing/traced.ts'

const orders = { rows: 12_300_000, bytes: 1_200_000_000, totalBytes: 1_900_000_000 }
const basis = { sizes: new Map([['public.orders', orders], ['public.events', { rows: 500, bytes: 8192, totalBytes: 16_384 }]]), sampled: new Map([['public.orders', 1000], ['public.events', 500]]) }

const table = (relation: string) => ({ relation, kind: 'table' as const })

test('a statement that touches no rows grows with nothing', () => {
  expect(scaleStatement(traced({ locks: [{ mode: 'ACCESS EXCLUSIVE', relation: 'public.orders', kind: 'table', isNew: false, how: 'measured' }] }), basis)).toBeNull()
})

test('dropping an index and what was never run take no time that grows', () => {
  expect(scaleStatement(traced({ indexes: [{ name: 'public.i', relation: 'public.orders', action: 'dropped' }] }), basis)).toBeNull()
  expect(scaleStatement(traced({ outcome: 'skipped', rewrites: [table('public.orders')] }), basis)).toBeNull()
})

test('a rewrite writes the whole table and builds its indexes anew', () => {
  const found = scaleStatement(traced({ rewrites: [table('public.orders'), { relation: 'public.orders_pkey', kind: 'index' }], scans: [{ relation: 'public.orders', rows: 1000 }], indexes: [{ name: 'public.orders_pkey', relation: 'public.orders', action: 'rebuilt' }] }), basis)
  expect(found).toMatchObject({ rows: 12_300_000, bytes: 1_200_000_000, walBytes: 1_900_000_000 })
  // 1.2 GB at 250 and 40 MB/s, 12.3 million rows at 0.25 and 3 us.
  expect(found?.seconds?.low).toBeCloseTo(4.8 + 3.075)
  expect(found?.seconds?.high).toBeCloseTo(30 + 36.9)
  expect(found?.basis).toContain('12.3 million rows')
})

test('a relation that the target does not have costs nothing there', () => {
  expect(scaleStatement(traced({ rewrites: [table('public.fresh')], scans: [{ relation: 'public.fresh', rows: 10 }] }), basis)).toBeNull()
})

test('an index that is built concurrently reads the table twice', () => {
  const index = { name: 'public.i', relation: 'public.orders', action: 'built' as const }
  const [plain, concurrent] = ['CREATE INDEX i ON orders (c)', 'CREATE INDEX CONCURRENTLY i ON orders (c)'].map((text) => scaleStatement(traced({ text, indexes: [index] }), basis)?.seconds?.low ?? 0)
  expect((concurrent ?? 0) - (plain ?? 0)).toBeCloseTo(0.6)
})

const update: Partial<TracedStatement> = { command: 'UPDATE', walBytes: 10_000, scans: [{ relation: 'public.orders', rows: 1000 }] }

test('rows that were written in a sample are scaled to the table, those of its triggers too', () => {
  const found = scaleStatement(traced({ ...update, rows: [{ relation: 'public.orders', inserted: 0, updated: 100, deleted: 0, by: 'statement' }, { relation: 'public.events', inserted: 100, updated: 0, deleted: 0, by: 'effect' }] }), basis)
  expect(found?.rows).toBe(2 * 1_230_000)
  expect(found?.walBytes).toBe(50 * 2 * 1_230_000)
})

test('rows of an INSERT with VALUES stay as many as they are, those of a SELECT grow with what is read', () => {
  const rows = [{ relation: 'public.events', inserted: 10, updated: 0, deleted: 0, by: 'statement' as const }]
  expect(scaleStatement(traced({ command: 'INSERT', rows }), basis)?.rows).toBe(10)
  expect(scaleStatement(traced({ command: 'INSERT', rows, scans: [{ relation: 'public.orders', rows: 1000 }] }), basis)?.rows).toBe(123_000)
})

test('an UPDATE that found no row in an empty shadow may write none or all', () => {
  const found = scaleStatement(traced({ ...update, scans: [{ relation: 'public.orders', rows: 0 }] }), { ...basis, sampled: new Map() })
  expect(found).toMatchObject({ rows: null, walBytes: null })
  expect(found?.seconds?.high).toBeGreaterThan(300)
  expect(found?.basis).toContain('no rows of public.orders')
})

test('a batch takes as long as its statements together', () => {
  const one = traced({ onTarget: { rows: 1, bytes: 1, walBytes: 1, seconds: { low: 1, high: 2 }, basis: '' } })
  expect(totalSeconds([one, traced({}), one])).toEqual({ low: 2, high: 4 })
  expect(totalSeconds([traced({})])).toBeNull()
})
