import { describe, expect, test } from 'vitest'
import { commonGrants, roleOn, roles } from './roles.ts'
import { abilityOf, isAllowed, needOf } from './rules.ts'

const dev = { id: 'd', class: 'development' as const }
const prod = { id: 'p', class: 'production' as const }

describe('roles', () => {
  test('each may do what the ones before it may, on that environment alone', () => {
    for (const [index, role] of roles.entries()) {
      const ability = abilityOf([{ env: 'p', role }])
      expect(roles.filter((wanted) => isAllowed(ability, { role: wanted }, prod))).toEqual(roles.slice(0, index + 1))
      expect(roles.filter((wanted) => isAllowed(ability, { role: wanted }, dev) || isAllowed(ability, { role: wanted }, null))).toEqual([])
    }
  })

  test('on everything holds for each environment and for what belongs to none', () => {
    const ability = abilityOf([{ env: '*', role: 'operator' }])
    expect([isAllowed(ability, { role: 'operator' }, prod), isAllowed(ability, { role: 'operator' }, null), isAllowed(ability, { role: 'approver' }, dev)]).toEqual([true, true, false])
  })

  test('of several the highest counts', () => {
    expect(roleOn([{ env: '*', role: 'viewer' }, { env: 'p', role: 'operator' }], 'p')).toBe('operator')
    expect(roleOn([{ env: 'p', role: 'owner' }], '*')).toBeUndefined()
  })
})

test('where a lower role is enough in development, it is enough there alone', () => {
  const need = { role: 'operator', inDevelopment: 'developer' } as const
  const developer = abilityOf([{ env: '*', role: 'developer' }])
  expect([isAllowed(developer, need, dev), isAllowed(developer, need, prod), isAllowed(developer, need, null)]).toEqual([true, false, false])
  expect(isAllowed(abilityOf([{ env: 'p', role: 'operator' }]), need, prod)).toBe(true)
})

test('what is not said follows from whether it only reads', () => {
  expect([needOf({ access: 'read' }).role, needOf({ access: 'write' }).role, needOf({ access: 'destructive' }).role]).toEqual(['viewer', 'operator', 'operator'])
})

test('a token and its maker have in common the lower role on each environment', () => {
  const common = commonGrants([{ env: '*', role: 'operator' }], [{ env: '*', role: 'viewer' }, { env: 'p', role: 'owner' }, { env: 'd', role: 'developer' }])
  expect(['p', 'd', 'x', '*'].map((env) => roleOn(common, env))).toEqual(['operator', 'developer', 'viewer', 'viewer'])
  expect(commonGrants([{ env: 'p', role: 'owner' }], [{ env: 'd', role: 'owner' }])).toEqual([])
  expect(commonGrants([{ env: '*', role: 'owner' }], [])).toEqual([])
})
