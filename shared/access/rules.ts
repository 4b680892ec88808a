import { createMongoAbility, subject, type MongoAbility } from '@casl/ability'
import type { OperationMeta } from '../contract/operation.ts'
import { everywhere, roles, type Grant, type Role } from './roles.ts'

/** An environment as far as rules look at it. */
export interface Guarded {
  id: string
  class: 'development' | 'staging' | 'production'
}

/** What somebody may do: each role is an action, on environments or on the store that keeps them. */
export type Ability = MongoAbility<[Role, 'Store' | 'Environment' | (Guarded & { __caslSubjectType__?: 'Environment' })]>

/** The one set of rules; server, pages and shell ask what it returns. */
export function abilityOf(grants: readonly Grant[]): Ability {
  const rules = grants.flatMap(({ env, role }) => {
    const action = roles.slice(0, roles.indexOf(role) + 1)
    return env === everywhere ? [{ action, subject: 'Environment' as const }, { action, subject: 'Store' as const }] : [{ action, subject: 'Environment' as const, conditions: { id: env } }]
  })
  return createMongoAbility<Ability>(rules)
}

/** What an operation asks for on each environment that it names. */
export interface Need {
  role: Role
  /** Where this is enough on a development environment. */
  inDevelopment?: Role | undefined
}

export function needOf({ access, role, inDevelopment }: Pick<OperationMeta, 'access' | 'role' | 'inDevelopment'>): Need {
  return { role: role ?? (access === 'read' ? 'viewer' : 'operator'), inDevelopment }
}

/** `environment` null: what belongs to none, or to all. */
export function isAllowed(ability: Ability, { role, inDevelopment }: Need, environment: Guarded | null): boolean {
  if (environment === null) return ability.can(role, 'Store')
  const { id, class: kind } = environment
  const wanted = kind === 'development' ? (inDevelopment ?? role) : role
  return ability.can(wanted, subject('Environment', { id, class: kind }))
}
