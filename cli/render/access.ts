import type { ApiToken, Denial, User } from '#shared/contract/access.ts'
import type { Grant } from '#shared/access/roles.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { time } from './values.ts'

export function renderUsers({ users }: { users: User[] }, look: Look): string {
  if (users.length === 0) return 'Nobody can sign in yet.\nAdd somebody: strata users create NAME --grant ROLE@ENVIRONMENT\n'
  const rows = users.map((user) => [user.name, user.displayName === user.name ? '' : user.displayName, grantsText(user.grants), user.lastSeenAt ? time(user.lastSeenAt, look.timeZone) : 'never', stateOf(user, look), look.paint.dim(user.id)])
  return `${table(['Name', '', 'Roles', 'Last seen', '', 'Id'], rows, look)}\n`
}

export function renderUser(user: User): string {
  return `${user.name} ${user.disabled ? 'is kept out' : 'can sign in'}: ${grantsText(user.grants)}\n`
}

/** The password alone on the first line: `strata users create ... | head -n 1`. */
export function renderCreated({ user, password }: { user: User; password: string | null }, look: Look): string {
  return password === null ? renderUser(user) : `${password}\n${look.paint.dim(`The password of ${user.name}, who can change it. It is not shown again.\n${grantsText(user.grants)}`)}\n`
}

export function renderPassword({ password }: { password: string }, look: Look): string {
  return `${password}\n${look.paint.dim('It is not shown again. All sessions of this user have ended.')}\n`
}

export function renderTokens({ tokens }: { tokens: ApiToken[] }, look: Look): string {
  if (tokens.length === 0) return 'There are no API tokens.\nMake one: strata tokens create NAME --grant ROLE@ENVIRONMENT\n'
  const rows = tokens.map((token) => [token.name, `${token.prefix}...`, grantsText(token.grants), token.createdBy, token.lastUsedAt ? time(token.lastUsedAt, look.timeZone) : 'never', tokenState(token, look), look.paint.dim(token.id)])
  return `${table(['Name', 'Token', 'Roles', 'By', 'Last used', '', 'Id'], rows, look)}\n`
}

/** The token alone on the first line. */
export function renderNewToken({ token, info }: { token: string; info: ApiToken }, look: Look): string {
  return `${token}\n${look.paint.dim(`${grantsText(info.grants)}, until ${time(info.expiresAt, look.timeZone)}. It is not shown again.\nTo make it useless: strata tokens revoke ${info.id}`)}\n`
}

export function renderRevoked({ name }: ApiToken): string {
  return `The token "${name}" holds no more.\n`
}

export function renderDenials({ denials }: { denials: Denial[] }, look: Look): string {
  if (denials.length === 0) return 'Nothing was refused.\n'
  const rows = denials.map(({ at, by, address, what, env, message }) => [time(at, look.timeZone), by, address, what, env ?? '', message])
  return `${table(['When', 'Who', 'From', 'What', 'Environment', 'Why not'], rows, look)}\n`
}

/** `operator@shop`; on everything the role alone. Ids of environments that are known by name are left to whoever renders. */
function grantsText(grants: readonly Grant[]): string {
  return grants.length === 0 ? 'no role' : grants.map(({ env, role }) => (env === '*' ? role : `${role}@${env}`)).join(', ')
}

function stateOf({ disabled, sessions, source }: User, { paint }: Look): string {
  if (disabled) return paint.red('kept out')
  return [sessions > 0 ? `${sessions} session${sessions === 1 ? '' : 's'}` : '', source === 'provider' ? 'through the provider' : ''].filter(Boolean).join(', ')
}

function tokenState({ state, expiresAt }: ApiToken, { paint, timeZone }: Look): string {
  if (state === 'active') return paint.green(`until ${time(expiresAt, timeZone)}`)
  return paint.dim(state)
}
