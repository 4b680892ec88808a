import { z } from 'zod'

/** From the least to the most: each may do what the ones before it may. An approver confirms plans of others beside. */
export const roles = ['viewer', 'developer', 'operator', 'approver', 'owner'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** A role on one environment, by its id, or on all of them: `*`. */
export const grantSchema = z.object({ env: z.string().min(1).max(100).describe('Id of an environment, or * for all'), role: roleSchema })
export type Grant = z.infer<typeof grantSchema>

/** All environments, and what belongs to none. */
export const everywhere = '*'

/** Whoever calls an operation. */
export interface Caller {
  /**
   * `local`: a person at the machine that keeps the store, who may do everything there. `hook`: a trigger that was let in by its signature.
   * `nobody`: who has not signed in.
   */
  kind: 'local' | 'user' | 'token' | 'hook' | 'nobody'
  /** Of the user or the token. */
  id: string
  /** As it stands in journals; of a token that of the person who made it, who must not confirm what the token runs. */
  name: string
  grants: readonly Grant[]
}

export const nobody: Caller = { kind: 'nobody', id: '', name: '-', grants: [] }

export function localCaller(name: string): Caller {
  return { kind: 'local', id: 'local', name, grants: [{ env: everywhere, role: 'owner' }] }
}

export function isAtLeast(role: Role | undefined, wanted: Role): boolean {
  return role !== undefined && roles.indexOf(role) >= roles.indexOf(wanted)
}

/** The highest role on an environment by its id; on `*` that on everything. */
export function roleOn(grants: readonly Grant[], env: string): Role | undefined {
  return grants.reduce<Role | undefined>((best, { env: on, role }) => ((on === env || on === everywhere) && !isAtLeast(best, role) ? role : best), undefined)
}

/** What both allow, such as a token and the person who made it. */
export function commonGrants(a: readonly Grant[], b: readonly Grant[]): Grant[] {
  return [...new Set([...a, ...b].map(({ env }) => env))].flatMap((env) => {
    const [one, other] = [roleOn(a, env), roleOn(b, env)]
    return one && other ? [{ env, role: isAtLeast(one, other) ? other : one }] : []
  })
}
