import { expect, test } from 'vitest'
import { choicesOf, choose, effective, grantsOf, isWithin } from './role-choices.ts'

test('a role on one environment is granted only where it goes beyond the role on all', () => {
  const choices = choose(choose(choicesOf([{ env: 'dev', role: 'operator' }, { env: 'prod', role: 'viewer' }]), '*', 'developer'), 'stg', 'approver')
  expect(grantsOf(choices, ['dev', 'stg', 'prod'])).toEqual([{ env: '*', role: 'developer' }, { env: 'dev', role: 'operator' }, { env: 'stg', role: 'approver' }])
  expect(effective(choices, 'prod')).toBe('developer')
  expect(effective(choices, 'dev')).toBe('operator')
})

test('what was granted comes back the same, of two roles on one environment the higher', () => {
  const grants = [{ env: '*', role: 'viewer' }, { env: 'dev', role: 'owner' }] as const
  expect(grantsOf(choicesOf([...grants, { env: 'dev', role: 'developer' }]), ['dev', 'prod'])).toEqual(grants)
  expect(grantsOf(choose(choicesOf(grants), '*', undefined), ['dev'])).toEqual([{ env: 'dev', role: 'owner' }])
  expect(grantsOf({}, ['dev'])).toEqual([])
})

test('nobody gives more than they have', () => {
  expect([isWithin('viewer', 'developer'), isWithin('operator', 'developer'), isWithin('viewer', undefined)]).toEqual([true, false, false])
})
