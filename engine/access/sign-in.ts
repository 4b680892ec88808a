import { AppError } from '#shared/contract/app-error.ts'
import type { Me, OpenSession } from '#shared/contract/access.ts'
import type { CallContext, Handlers } from '#shared/contract/handlers.ts'
import { localCaller, roleOn, type Caller } from '#shared/access/roles.ts'
import type { Visit } from '#shared/access/visit.ts'
import type { Engine } from '../engine.ts'
import type { Accounts } from './accounts.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import type { KeptSession } from './sessions.ts'
import type { KeptUser } from './users.ts'

type SignIn = Pick<Handlers<'access'>, 'session' | 'makeOwner' | 'signIn' | 'signOut' | 'signOutEverywhere' | 'sessions' | 'changePassword'>

/** Signing in and out, and what belongs to whoever is signed in. */
export function signInOperations(engine: Engine, accounts: Accounts): SignIn {
  return {
    session: async (_input, { caller = localCaller(engine.actor.user), visit }) => ({
      signIn: visit?.signIn ?? 'none',
      needsOwner: visit?.signIn === 'users' && !(await accounts.users.hasOwner()),
      provider: visit?.provider ?? null,
      me: await meOf(accounts, caller),
    }),
    makeOwner: async (input, context) => {
      const visit = visitOf(context)
      checkPassword(input.password, input.name)
      return begin(accounts, await accounts.makeOwner(input), visit)
    },
    signIn: async ({ name, password }, context) => {
      const visit = visitOf(context)
      return begin(accounts, await accounts.check(name, password, visit.address), visit)
    },
    signOut: async (_input, { visit }) => {
      const ended = visit?.session === undefined ? 0 : await accounts.sessions.end(visit.session)
      visit?.forget()
      return { ended }
    },
    signOutEverywhere: async ({ user }, { caller, visit }) => {
      const own = caller?.kind === 'user' ? caller.id : undefined
      const id = user === undefined ? own : (await otherThan(accounts, user, caller))
      if (id === undefined) throw new AppError('not_allowed', { what: 'Signing out everywhere without a user' }, { help: 'Name the user whose sessions are to end.' })
      const ended = await accounts.sessions.endOf(id)
      if (id === own) visit?.forget()
      return { ended }
    },
    sessions: async (_input, { caller, visit }) => ({ sessions: caller?.kind === 'user' ? (await accounts.sessions.of(caller.id)).map((one) => shownSession(one, visit?.session)) : [] }),
    changePassword: async ({ current, password }, { caller, visit }) => {
      if (caller?.kind !== 'user') throw new AppError('not_allowed', { what: 'Changing a password without being a user' })
      const user = await accounts.check(caller.name, current, visit?.address ?? '')
      checkPassword(password, user.name)
      await accounts.users.setPassword(user.id, await hashPassword(password))
      return { ended: await accounts.sessions.endOf(user.id, visit?.session) }
    },
  }
}

function visitOf({ visit }: CallContext): Visit {
  if (visit?.signIn === 'users') return visit
  throw new AppError('not_allowed', { what: 'Signing in by name' }, { help: visit ? 'Follow the link that "strata serve --link" printed.' : 'Nobody signs in here.' })
}

/** Always a new session; one that the browser had before ends. */
async function begin(accounts: Accounts, user: KeptUser, visit: Visit): Promise<Me> {
  if (visit.session !== undefined) await accounts.sessions.end(visit.session)
  const { token, expiresAt } = await accounts.sessions.begin(user.id, visit)
  visit.keep(token, expiresAt)
  await accounts.users.seen(user.id, Date.now())
  return { kind: 'user', id: user.id, name: user.name, displayName: user.displayName || user.name, grants: [...user.grants] }
}

async function meOf(accounts: Accounts, { kind, id, name, grants }: Caller): Promise<Me | null> {
  if (kind === 'nobody' || kind === 'hook') return null
  const displayName = kind === 'user' ? (await accounts.users.find(id))?.displayName : undefined
  return { kind, id, name, displayName: displayName || name, grants: [...grants] }
}

/** Only an owner of everything may name somebody else. */
async function otherThan(accounts: Accounts, idOrName: string, caller: Caller | undefined): Promise<string> {
  const isOwner = !caller || roleOn(caller.grants, '*') === 'owner'
  const user = isOwner ? await accounts.users.get(idOrName) : await accounts.users.find(idOrName)
  if (user && (isOwner || (caller.kind === 'user' && user.id === caller.id))) return user.id
  throw new AppError('role_missing', { what: 'access.signOutEverywhere', role: 'owner', env: 'all environments' })
}

function shownSession({ id, startedAt, lastSeenAt, expiresAt, address, agent }: KeptSession, current: string | undefined): OpenSession {
  const iso = (ms: number) => new Date(ms).toISOString()
  return { id, startedAt: iso(startedAt), lastSeenAt: iso(lastSeenAt), expiresAt: iso(expiresAt), address, agent, current: id === current }
}
