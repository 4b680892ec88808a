import { expect, test } from 'vitest'
import type { Fact, Json } from '../../schema/fact.ts'
import { alter, create, rename } from './ddl.ts'

const columns = (...names: string[]): Json => names.map((name) => ({ name, type: 'integer' }))
const view = (definition: string, options: Record<string, string>, info: Json): Fact => ({
  id: 'view:public.v',
  kind: 'view',
  path: ['public', 'v'],
  parent: null,
  data: { definition, ...(Object.keys(options).length > 0 ? { options } : {}) },
  info: { columns: info },
})
const sql = (before: Fact, after: Fact) => alter(before, after)?.map((draft) => draft.sql)

test('columns added at the end are a replacement that keeps the options', () => {
  const options = { security_invoker: 'true' }
  expect(sql(view('SELECT 1 AS a', options, columns('a')), view('SELECT 1 AS a, 2 AS b', options, columns('a', 'b')))).toEqual([
    "CREATE OR REPLACE VIEW public.v WITH (security_invoker = 'true') AS\nSELECT 1 AS a, 2 AS b",
  ])
})

test('a column that goes, moves or changes its type needs a new view', () => {
  expect(sql(view('x', {}, columns('a', 'b')), view('y', {}, columns('a')))).toBeUndefined()
  expect(sql(view('x', {}, columns('a', 'b')), view('y', {}, columns('b', 'a')))).toBeUndefined()
  expect(sql(view('x', {}, columns('a')), view('y', {}, [{ name: 'a', type: 'bigint' }]))).toBeUndefined()
  expect(sql(view('x', {}, columns('a')), view('y', {}, [{ name: 'a', type: 'integer', collation: 'pg_catalog."C"' }]))).toBeUndefined()
})

test('options alone are set and reset', () => {
  expect(sql(view('x', { check_option: 'local' }, columns('a')), view('x', { security_barrier: 'true' }, columns('a')))).toEqual([
    'ALTER VIEW public.v RESET (check_option)',
    "ALTER VIEW public.v SET (security_barrier = 'true')",
  ])
})

test('a view moves to another schema and gets another name', () => {
  const after = { ...view('x', {}, columns('a')), path: ['new schema', 'select'] }
  expect(rename(view('x', {}, columns('a')), after).map((draft) => draft.sql)).toEqual([
    'ALTER VIEW public.v SET SCHEMA "new schema"',
    'ALTER VIEW "new schema".v RENAME TO "select"',
  ])
})

test('names are quoted', () => {
  expect(create({ ...view('SELECT 1', {}, []), path: ['a.b', '"'] })[0]?.sql).toBe('CREATE VIEW "a.b"."""" AS\nSELECT 1')
})
