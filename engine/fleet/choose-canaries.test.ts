import { expect, test } from 'vitest'
import { chooseCanaries } from './choose-canaries.ts'
import { nameMatcher } from './match-name.ts'

test('canaries are taken from every state in turn, or are those that are named', () => {
  const states = [['a', 'b', 'c'], ['x', 'y']]
  expect(chooseCanaries({ canaries: 3, canaryNames: [] }, states)).toEqual(['a', 'x', 'b'])
  expect(chooseCanaries({ canaries: 0, canaryNames: [] }, states)).toEqual([])
  expect(chooseCanaries({ canaries: 1, canaryNames: ['y', 'nobody'] }, states)).toEqual(['y'])
  expect(chooseCanaries({ canaries: 1, canaryNames: ['t1'] }, [['shard/t1', 'shard/t2'], ['other/t1']])).toEqual(['shard/t1', 'other/t1'])
})

test('a pattern means stars and question marks and nothing else', () => {
  expect(['tenant_1', 'tenant_22', 'Tenant_1', 'my_tenant_1'].filter(nameMatcher('tenant_*'))).toEqual(['tenant_1', 'tenant_22'])
  expect(['t1', 't12', 't'].filter(nameMatcher('t?'))).toEqual(['t1'])
  expect(['a.b', 'axb', '(a)+'].filter(nameMatcher('a.b'))).toEqual(['a.b'])
  expect(nameMatcher('(a)+')('(a)+')).toBe(true)
  expect(nameMatcher(`${'*'.repeat(60)}x`)('a'.repeat(60))).toBe(false)
})
