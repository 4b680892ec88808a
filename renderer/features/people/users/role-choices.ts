import { roles, type Grant, type Role } from '#shared/access/roles.ts'

export const everywhere = '*'

/** A role by environment, `*` for all; absent: none. */
export type RoleChoices = Readonly<Record<string, Role>>

const rank = (role: Role | undefined) => (role === undefined ? -1 : roles.indexOf(role))

/** Of two grants on one environment the higher counts. */
export function choicesOf(grants: readonly Grant[]): RoleChoices {
  const choices: Record<string, Role> = {}
  for (const { env, role } of grants) if (rank(role) > rank(choices[env])) choices[env] = role
  return choices
}

/** What is granted: on an environment only what goes beyond the role on all of them. */
export function grantsOf(choices: RoleChoices, environments: readonly string[]): Grant[] {
  const all = choices[everywhere]
  const own = environments.flatMap((env) => (rank(choices[env]) > rank(all) ? [{ env, role: choices[env] as Role }] : []))
  return all === undefined ? own : [{ env: everywhere, role: all }, ...own]
}

/** The role that one has on an environment in the end. */
export function effective(choices: RoleChoices, env: string): Role | undefined {
  return rank(choices[env]) > rank(choices[everywhere]) ? choices[env] : choices[everywhere]
}

export function choose(choices: RoleChoices, env: string, role: Role | undefined): RoleChoices {
  const { [env]: _before, ...rest } = choices
  return role === undefined ? rest : { ...rest, [env]: role }
}

export function isWithin(role: Role, limit: Role | undefined): boolean {
  return rank(role) <= rank(limit)
}
