import { isAtLeast, roleOn, type Caller, type Role } from '#shared/access/roles.ts'
import { AppError } from '#shared/contract/app-error.ts'

/** Whether a caller has a role on an environment, or more. Nobody in particular is the person at this machine, who may do everything. */
export function hasRole(caller: Caller | undefined, envId: string, role: Role): boolean {
  return !caller || caller.kind === 'local' || isAtLeast(roleOn(caller.grants, envId), role)
}

/** Beside the gate, for handlers that a host calls without one. Throws `role_missing`. */
export function needRole(caller: Caller | undefined, { envId, env }: { envId: string; env: string }, role: Role, what: string): void {
  if (!hasRole(caller, envId, role)) throw new AppError('role_missing', { what, role, env }, { state: 'Nothing was changed.' })
}
