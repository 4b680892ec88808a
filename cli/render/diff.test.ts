import { expect, test } from 'vitest'
import type { DiffDocument, Difference } from '#shared/contract/compare.ts'
import { renderDiff } from './diff.ts'
import { paint } from './look.ts'

const look = { paint: paint(false), width: 100, timeZone: 'UTC' }
const side = { source: 'env:a', title: 'a', serverVersion: '15.4', takenAt: '2026-11-22T20:00:00.000Z', fingerprint: 'f', facts: 1200, env: 'a' }
const ref = (kind: string, name: string, schema: string | null = 'public') => ({ id: `${kind}:${schema}.${name}`, kind, schema, name })
const difference = (change: Difference['change'], kind: string, name: string, under: string, more: Partial<Difference> = {}): Difference => ({ id: `${kind}:public.${name}`, ref: ref(kind, name), change, under, attributes: [], noise: 'none', ...more })

const differences: Difference[] = [
  difference('changed', 'column', 'orders.total', 'table:public.orders', { ref: ref('column', 'total'), attributes: [{ name: 'type', before: 'numeric(10,2)', after: 'numeric(12,2)' }, { name: 'notNull', before: null, after: true }] }),
  difference('added', 'view', 'mails', 'view:public.mails'),
  difference('added', 'owner', 'x', 'view:public.mails', { noise: 'owner' }),
  difference('changed', 'function', 'f()', 'function:public.f()', { attributes: [{ name: 'body', before: 'a\nb', after: 'a\nb\nc' }] }),
  difference('removed', 'extension', 'citext', 'extension:citext', { id: 'extension:citext', ref: ref('extension', 'citext', null) }),
]
const document: DiffDocument = { comparison: { id: '1', a: side, b: { ...side, title: 'b' }, equal: false, differences, renames: [{ from: 'table:public.a', to: 'table:public.b', reason: '9 of 10 columns are the same', likeness: 0.9 }], gaps: [], ms: 1 }, ignored: [], plan: null, problem: null }

test('differences stand below their schema and object, with a mark for what happens', () => {
  expect(renderDiff(document, look)).toBe(`A  a  PostgreSQL 15.4, 1,200 facts, 2026-11-22 20:00:00
B  b  PostgreSQL 15.4, 1,200 facts, 2026-11-22 20:00:00

In no schema
  - extension citext
public
  ~ function f()
      body: (2 lines) -> (3 lines)
  ~ table orders
      ~ column total
          type: numeric(10,2) -> numeric(12,2)
          notNull: none -> true
  + view mails with 1 part

5 differences: 2 added, 1 removed, 2 changed; among them 1 of owner
Is table:public.b the renamed table:public.a? 9 of 10 columns are the same. The plan below renames nothing that is not confirmed.
`)
})

test('equal schemas are said to be so', () => {
  expect(renderDiff({ ...document, comparison: { ...document.comparison, differences: [], equal: true }, ignored: ['owner'] }, look)).toContain('They are equal.\nLeft out: differences of owner\n')
})
