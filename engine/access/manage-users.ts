import type { User } from '#shared/contract/access.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { everywhere, type Grant } from '#shared/access/roles.ts'
import type { Engine } from '../engine.ts'
import type { Accounts } from './accounts.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { newPassword } from './secrets.ts'
import type { KeptUser } from './users.ts'

/** Adding people and saying what they may do; the gate lets owners of everything through. */
export function usersOperations(engine: Engine, accounts: Accounts): Pick<Handlers<'access'>, 'users' | 'createUser' | 'updateUser' | 'resetPassword' | 'removeUser'> {
  const { users, sessions } = accounts
  const shown = async (user: KeptUser, callerId: string | undefined) => shownUser(user, (await sessions.counts()).get(user.id) ?? 0, callerId)
  return {
    users: async (_input, { caller }) => {
      const [all, counts] = await Promise.all([users.list(), sessions.counts()])
      return { users: all.map((user) => shownUser(user, counts.get(user.id) ?? 0, caller?.id)) }
    },
    createUser: async ({ name, displayName, grants, password }, { caller }) => {
      const given = password ?? newPassword()
      if (password !== undefined) checkPassword(password, name)
      const user = await users.add({ name, displayName, passwordHash: await hashPassword(given), grants: knownGrants(engine, grants), createdBy: engine.actor.user })
      return { user: await shown(user, caller?.id), password: password === undefined ? given : null }
    },
    updateUser: async ({ user: idOrName, displayName, grants, disabled }, { caller }) => {
      const { id } = await users.get(idOrName)
      const change = { ...(displayName !== undefined && { displayName }), ...(grants && { grants: knownGrants(engine, grants) }), ...(disabled !== undefined && { disabled }) }
      const user = await users.change(id, change)
      if (user.disabled) await sessions.endOf(id)
      return shown(user, caller?.id)
    },
    resetPassword: async ({ user: idOrName }) => {
      const { id } = await users.get(idOrName)
      const password = newPassword()
      await users.setPassword(id, await hashPassword(password))
      await sessions.endOf(id)
      return { password }
    },
    removeUser: async ({ user: idOrName }) => {
      const user = await users.get(idOrName)
      await accounts.remove(user)
      return { removed: user.name }
    },
  }
}

/** Environments by their ids, of which names were given too; throws `not_found`. Of two roles on one the higher counts. */
export function knownGrants({ environments }: Pick<Engine, 'environments'>, grants: readonly Grant[]): Grant[] {
  const known = grants.map(({ env, role }) => ({ env: env === everywhere ? env : environments.get(env).id, role }))
  return known.filter(({ env, role }, index) => known.findIndex((other) => other.env === env && other.role === role) === index)
}

function shownUser(user: KeptUser, open: number, callerId: string | undefined): User {
  const { id, name, displayName, grants, disabled, passwordHash, createdAt, createdBy, lastSeenAt } = user
  return {
    id, name, displayName: displayName || name, grants: [...grants], disabled, source: passwordHash === null ? 'provider' : 'password', createdAt: new Date(createdAt).toISOString(), createdBy,
    lastSeenAt: lastSeenAt === null ? null : new Date(lastSeenAt).toISOString(), sessions: open, me: id === callerId,
  }
}
