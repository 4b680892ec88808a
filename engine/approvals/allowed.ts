import { AppError } from '#shared/contract/app-error.ts'
import { roles, type Caller, type Role } from '#shared/access/roles.ts'

/** Whether a caller has a role on an environment, or more. Nobody in particular is the person at this machine, who may do everything. */
export function hasRole(caller: Caller | undefined, envId: string, role: Role): boolean {
  if (!caller || caller.kind === 'local') return true
  const needed = roles.indexOf(role)
  return caller.grants.some(({ env, role: has }) => (env === '*' || env === envId) && roles.indexOf(has) >= needed)
}

/** A request is known by its id alone, so its environment is known here first. Throws `role_missing`. */
export function needRole(caller: Caller | undefined, { envId, env }: { envId: string; env: string }, role: Role, what: string): void {
  if (!hasRole(caller, envId, role)) throw new AppError('role_missing', { what, role, env }, { state: 'Nothing was changed.' })
}
