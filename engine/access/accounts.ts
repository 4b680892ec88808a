import { AppError } from '#shared/contract/app-error.ts'
import { commonGrants, everywhere, type Caller, type Grant } from '#shared/access/roles.ts'
import type { Engine } from '../engine.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { Attempts } from './attempts.ts'
import { Denials } from './denials.ts'
import { JobStarters } from './job-starters.ts'
import { Links } from './links.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { Sessions, type KeptSession } from './sessions.ts'
import { Tokens } from './tokens.ts'
import { Users, type KeptUser } from './users.ts'

/** Who may sign in to a store, who is signed in, and what was refused. */
export class Accounts {
  readonly users: Users
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly links: Links
  readonly denials: Denials
  readonly starters: JobStarters
  readonly #attempts: Attempts

  constructor(database: StoreDatabase) {
    this.users = new Users(database)
    this.sessions = new Sessions(database)
    this.tokens = new Tokens(database)
    this.links = new Links(database)
    this.denials = new Denials(database)
    this.starters = new JobStarters(database)
    this.#attempts = new Attempts(database)
  }

  /** The user of a name and a password; what is wrong is not told. Throws `sign_in_failed`, `rate_limited`. */
  async check(name: string, password: string, address: string): Promise<KeptUser> {
    const key = name.normalize('NFKC').toLowerCase().slice(0, 100)
    await this.#attempts.begin(key, address)
    const user = await this.users.find(name)
    const known = user && user.name.normalize('NFKC').toLowerCase() === key ? user : undefined
    if (!(await isPassword(password, known?.passwordHash ?? null)) || !known || known.disabled) throw new AppError('sign_in_failed')
    await this.#attempts.succeed(key, address)
    return known
  }

  /** The caller whose cookie this is. */
  async bySession(cookie: string): Promise<{ caller: Caller; session: KeptSession } | undefined> {
    const session = await this.sessions.byToken(cookie)
    const user = session && (await this.users.find(session.userId))
    if (!session || !user || user.disabled) return undefined
    const now = Date.now()
    if ((user.lastSeenAt ?? 0) < now - 60_000) await this.users.seen(user.id, now)
    return { caller: callerOf(user), session }
  }

  /** The caller of an API token, who may do no more than the person who made it may do now. */
  async byToken(secret: string): Promise<Caller | undefined> {
    const token = await this.tokens.use(secret)
    if (!token) return undefined
    const { id, userId, createdBy, grants } = token
    if (userId === null) return { kind: 'token', id, name: createdBy, grants }
    const maker = await this.users.find(userId)
    return maker && !maker.disabled ? { kind: 'token', id, name: maker.name, grants: commonGrants(grants, maker.grants) } : undefined
  }

  /** Makes an owner with the token of a printed link. Throws `sign_in_failed`, `already_exists`. */
  async makeOwner({ token, name, displayName, password }: { token: string; name: string; displayName: string; password: string }): Promise<KeptUser> {
    const passwordHash = await hashPassword(password)
    if (await this.users.find(name)) throw new AppError('already_exists', { what: 'User', name })
    if (!(await this.links.use(token))) throw new AppError('sign_in_failed', {}, { help: 'The link was used before, or is older than a day. Run "strata users owner-link" where the store is.' })
    const grants: Grant[] = [{ env: everywhere, role: 'owner' }]
    return this.users.add({ name, displayName, passwordHash, grants, createdBy: 'link' })
  }

  async remove({ id }: KeptUser): Promise<void> {
    await this.users.remove(id)
    await this.sessions.endOf(id)
    await this.tokens.removeOf(id)
  }
}

export function callerOf({ id, name, grants }: KeptUser): Caller {
  return { kind: 'user', id, name, grants }
}

const ofStores = new WeakMap<StoreDatabase, Accounts>()

/** Those of an engine's store: engines of several people share them. */
export function accountsOf({ database }: Pick<Engine, 'database'>): Accounts {
  const known = ofStores.get(database) ?? new Accounts(database)
  ofStores.set(database, known)
  return known
}
