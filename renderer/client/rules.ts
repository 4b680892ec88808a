import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Ability, Guarded } from '#shared/access/rules.ts'
import type { Grant, Role } from '#shared/access/roles.ts'
import type { OperationName } from './needs.ts'

export interface Verdict {
  allowed: boolean
  /** The least role that may, there. */
  role: Role
  /** On everything, whatever the environment. */
  everywhere: boolean
}

/** Judges as the server does. `environment` null: none that is known. */
export type Judge = (grants: readonly Grant[], operation: OperationName, environment: Guarded | null) => Verdict

/** The rules come with the whole contract, which a studio without people does not need. */
async function loadRules(): Promise<Judge> {
  const [{ abilityOf, isAllowed }, { operationNeed }] = await Promise.all([import('#shared/access/rules.ts'), import('./needs.ts')])
  const abilities = new WeakMap<readonly Grant[], Ability>()
  const abilityFor = (grants: readonly Grant[]) => {
    const ability = abilities.get(grants) ?? abilityOf(grants)
    abilities.set(grants, ability)
    return ability
  }
  return (grants, operation, environment) => {
    const need = operationNeed(operation)
    const there = need.on === 'store' ? null : environment
    const role = there?.class === 'development' ? (need.inDevelopment ?? need.role) : need.role
    return { allowed: need.on === 'everybody' || isAllowed(abilityFor(grants), need, there), role, everywhere: there === null }
  }
}

export const rulesOptions = queryOptions({ queryKey: ['rules'], queryFn: async () => ({ judge: await loadRules() }), staleTime: Infinity, gcTime: Infinity })

/** Undefined until they are there. */
export function useRules(wanted: boolean): Judge | undefined {
  return useQuery({ ...rulesOptions, enabled: wanted }).data?.judge
}
