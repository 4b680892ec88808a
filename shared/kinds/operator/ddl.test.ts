import { expect, test } from 'vitest'
import type { Fact, Json } from '../../schema/fact.ts'
import type { At } from '../../schema/kind.ts'
import { Snapshot } from '../../schema/snapshot.ts'
import { alter } from './ddl.ts'

const head = { database: 'd', serverVersion: '15.0', serverVersionNum: 150_000, takenAt: '2026-01-01T00:00:00.000Z', schemas: null, gaps: [] }
const operator = (name: string, data: Record<string, Json>): Fact => ({
  id: `operator:public."${name}"(integer,text)`,
  kind: 'operator',
  path: ['public', name],
  parent: null,
  data: { function: 'public.f', ...data },
  info: { left: 'integer', right: 'text' },
})
const partner: Fact = { ...operator('>>', {}), id: 'operator:public.">>"(text,integer)' }

function at(here: readonly Fact[], there: readonly Fact[], version = 150_000): At {
  return { here: new Snapshot(head, here, []), there: new Snapshot(head, there, []), version, apart: new Set(), rebuilt: () => false }
}

const [before, after] = [operator('<<', {}), operator('<<', { commutator: 'OPERATOR(public.>>)' })]

test('a partner that is created with a link back makes the link', () => {
  expect(alter(before, after, at([after, partner], [before]))).toEqual([])
})

test('a partner that was there before can be given from PostgreSQL 17 on', () => {
  expect(alter(before, after, at([after, partner], [before, partner]))).toBeNull()
  expect(alter(before, after, at([after, partner], [before, partner], 170_000))?.[0]?.sql).toBe(
    'ALTER OPERATOR public.<<(integer, text) SET (COMMUTATOR = OPERATOR(public.>>))',
  )
})

test('selectivity functions are set and taken away', () => {
  expect(alter(operator('<<', { restrict: 'pg_catalog.eqsel' }), operator('<<', { join: 'pg_catalog.eqjoinsel' }), at([], []))?.[0]?.sql).toMatch(
    /SET \(RESTRICT = NONE, JOIN = pg_catalog\.eqjoinsel\)/,
  )
})

test('another function needs a new operator', () => {
  expect(alter(operator('<<', {}), operator('<<', { function: 'public.g' }), at([], []))).toBeNull()
})
