import { z } from 'zod'

/** From the least to the most: each may do what the ones before it may. An approver confirms plans of others beside. */
export const roles = ['viewer', 'developer', 'operator', 'approver', 'owner'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** A role on one environment, by its id, or on all of them: `*`. */
export const grantSchema = z.object({ env: z.string().min(1).max(100).describe('Id of an environment, or * for all'), role: roleSchema })
export type Grant = z.infer<typeof grantSchema>

/** Whoever calls an operation. */
export interface Caller {
  /** `local`: a person at the machine that keeps the store, who may do everything there. `hook`: a trigger that was let in by its signature. */
  kind: 'local' | 'user' | 'token' | 'hook'
  /** Of the user or the token. */
  id: string
  /** As it stands in journals. */
  name: string
  grants: readonly Grant[]
}
