import { expect, test } from 'vitest'
import type { PreviewedMigration } from '#shared/contract/preview.ts'
import { badgesOf } from './badges.ts'

const migration = (values: Partial<PreviewedMigration>): PreviewedMigration => ({
  script: 'V1__a.sql', kind: 'versioned', version: '1', description: 'a', checksum: 1, transactional: true, reason: null, outcome: 'ran', error: null, ms: 1, statements: [], effect: [], differences: [], destroys: [],
  undo: { source: 'none', script: null, sql: null, problem: null }, proof: null, ...values,
})
const destroys = (chosen: 'discard' | 'archive'): PreviewedMigration['destroys'] => [{ statement: 1, line: 1, kind: 'drop_column', relation: 'public.a', columns: ['b'], rows: 3, bytes: null, ways: ['discard', 'archive'], chosen, problem: null }]

test('a migration that fails says nothing else', () => {
  expect(badgesOf(migration({ outcome: 'failed', destroys: destroys('discard') })).map(({ name }) => name)).toEqual(['fails'])
})

test('data that is archived is not lost', () => {
  expect(badgesOf(migration({ destroys: destroys('discard') })).map(({ name }) => name)).toEqual(['losesData'])
  expect(badgesOf(migration({ destroys: destroys('archive') }))).toEqual([])
})
