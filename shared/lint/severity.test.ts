import { expect, test } from 'vitest'
import { lintPolicySchema } from './policy.ts'
import { limitsOf, severityByPolicy } from './severity.ts'

const rule = { id: 'S101', name: 'index-not-concurrent' }

test('the limits of a class change only what it names', () => {
  const policy = lintPolicySchema.parse({ limits: { smallTableRows: 5, indexColumns: 7 }, classes: { production: { limits: { indexColumns: 3 } } } })
  expect(limitsOf(policy, 'production')).toMatchObject({ smallTableRows: 5, indexColumns: 3, tableIndexes: 10 })
  expect(limitsOf(policy, 'staging')).toMatchObject({ smallTableRows: 5, indexColumns: 7 })
})

test('the class counts before the rest and the id before the name', () => {
  const policy = lintPolicySchema.parse({ rules: { S101: 'info', 'index-not-concurrent': 'error' }, classes: { staging: { rules: { 'index-not-concurrent': 'off' } } } })
  expect(severityByPolicy(rule, policy, 'production')).toBe('info')
  expect(severityByPolicy(rule, policy, 'staging')).toBe('off')
  expect(severityByPolicy({ id: 'S102', name: 'x' }, policy, 'staging')).toBeUndefined()
})
