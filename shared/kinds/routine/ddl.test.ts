import { expect, test } from 'vitest'
import type { Fact, Json } from '../../schema/fact.ts'
import { alterRoutine } from './ddl.ts'

const info = { signature: 'integer', identity: 'a integer', inputNames: ['a'], outputs: [], defaults: 0 }
const routine = (data: Record<string, Json>, more: Record<string, Json> = {}): Fact => ({
  id: 'function:public.f(integer)',
  kind: 'function',
  path: ['public', 'f'],
  parent: null,
  data: { arguments: 'a integer', returns: 'integer', language: 'sql', source: 'SELECT 1', ...data },
  info: { ...info, ...more },
})
const sql = (before: Fact, after: Fact) => alterRoutine('FUNCTION', before, after)?.map((draft) => draft.sql)

test('attributes are altered, and put back to their defaults', () => {
  expect(sql(routine({}), routine({ volatility: 'STABLE', cost: 5 }))).toEqual(['ALTER FUNCTION public.f(a integer) STABLE COST 5'])
  expect(sql(routine({ strict: true, parallel: 'SAFE' }), routine({}))).toEqual(['ALTER FUNCTION public.f(a integer) CALLED ON NULL INPUT PARALLEL UNSAFE'])
})

test('a body is replaced', () => {
  expect(sql(routine({}), routine({ source: 'SELECT 2' }))?.[0]).toMatch(/^CREATE OR REPLACE FUNCTION public\.f\(a integer\)/)
})

test('a support function can only be taken away by replacing', () => {
  expect(sql(routine({ support: 'public.s' }), routine({}))?.[0]).toMatch(/^CREATE OR REPLACE FUNCTION/)
})

test('settings alone are set and reset, in the order of the server', () => {
  const after = routine({ config: { role: 'x', work_mem: '1MB' } }, { settings: ['work_mem', 'role'] })
  expect(sql(routine({ config: { role: 'y' } }), after)).toEqual([`ALTER FUNCTION public.f(a integer) RESET ALL SET work_mem TO '1MB' SET role TO 'x'`])
})

test('another result, a renamed argument and a default taken away need a new function', () => {
  expect(sql(routine({}), routine({ returns: 'bigint' }))).toBeUndefined()
  expect(sql(routine({}), routine({ arguments: 'b integer' }, { inputNames: ['b'] }))).toBeUndefined()
  expect(sql(routine({}, { defaults: 1 }), routine({ arguments: 'a integer ' }))).toBeUndefined()
})

test('an argument without a name may get one', () => {
  expect(sql(routine({ arguments: 'integer' }, { inputNames: [''] }), routine({}))?.[0]).toMatch(/^CREATE OR REPLACE/)
})
