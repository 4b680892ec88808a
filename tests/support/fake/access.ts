import { everywhere, localCaller, nobody, roleOn, type Caller, type Grant } from '#shared/access/roles.ts'
import { abilityOf, isAllowed, needOf } from '#shared/access/rules.ts'
import type { Call, Gate } from '#engine/operations/dispatch.ts'
import type { ApiToken, Denial, Me, User } from '#shared/contract/access.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { fakeDenials, fakeSessions, fakeTokens, fakeUsers } from './people-data.ts'
import { iso } from './data.ts'

/** Who is there and who is signed in. */
export interface PeopleWorld {
  /** `users` unless told; `none` is a studio where nobody signs in. */
  signIn?: 'none' | 'link' | 'users'
  /** Name of the person who is signed in; null: nobody. */
  me?: 'lena' | 'jun' | 'vera' | 'omar' | null
  needsOwner?: boolean
  provider?: boolean
  /** What the lists of the screen meet. */
  trouble?: 'failing' | 'slow' | 'empty'
}

export const fakePassword = 'correct horse battery'
export const fakeOwnerLink = 'a-link-that-was-printed'

const local: Me = { kind: 'local', id: 'local', name: 'lena', displayName: 'Lena', grants: [{ env: '*', role: 'owner' }] }
const wrong = (field: string) => new AppError('sign_in_failed', {}, { where: { field } })

/** The people of a server in memory: their roles decide what the other operations answer. */
export class FakePeople {
  #me: string | null
  readonly #world: PeopleWorld & Required<Omit<PeopleWorld, 'trouble'>>
  #users: User[]
  #tokens: ApiToken[]
  #denials: Denial[]
  #environments: () => readonly Environment[] = () => []
  readonly #passwords = new Map<string, string>()

  constructor(world: PeopleWorld = { signIn: 'none' }, now = Date.now()) {
    this.#world = { signIn: 'users', me: 'lena', needsOwner: false, provider: false, ...world }
    const bare = world.trouble === 'empty' || this.#world.needsOwner
    this.#users = this.#world.needsOwner ? [] : fakeUsers(now).slice(0, bare ? 1 : undefined)
    this.#tokens = bare ? [] : fakeTokens(now)
    this.#denials = bare ? [] : fakeDenials(now)
    this.#me = this.#world.needsOwner ? null : (this.#world.me && (this.#users.find(({ name }) => name === this.#world.me)?.id ?? null))
  }

  /** Ends the session behind the back of the page. */
  endSession(): void {
    this.#me = null
  }

  get caller(): Caller {
    if (this.#world.signIn === 'none') return localCaller('lena')
    const me = this.#find(this.#me)
    return me ? { kind: 'user', id: me.id, name: me.name, grants: me.grants } : nobody
  }

  /** Refuses as the server does, as far as the pages ask. */
  readonly gate: Gate = { check: (call) => this.#check(call), shown: async (_call, output) => output, failed: () => {} }

  async #check({ caller, operation, input }: Call): Promise<void> {
    const { name, scope } = operation
    if (scope === 'public' || caller.kind === 'local') return
    if (caller.kind === 'nobody') throw new AppError('sign_in_required')
    const key = (input as { env?: unknown } | undefined)?.env
    const env = scope === 'store' ? undefined : this.#environments().find(({ id, name: named }) => id === key || named === key)
    if (scope !== 'store' && (env === undefined || scope === 'self' || scope === 'visible')) return
    const need = needOf(operation)
    if (isAllowed(abilityOf(caller.grants), need, env ?? null)) return
    throw new AppError('role_missing', { what: name, role: need.role, env: env?.name ?? 'all environments' })
  }

  /** The environments of the fake, once there are some. */
  knows(environments: () => readonly Environment[]): void {
    this.#environments = environments
  }

  /** Those on which whoever is signed in has a role. */
  sees(environments: readonly Environment[]): Environment[] {
    const { caller } = this
    return environments.filter(({ id }) => roleOn(caller.grants, id) !== undefined)
  }

  handlers(): Handlers<'access'> {
    return { ...this.#signing(), ...this.#people(), ...this.#programs() }
  }

  #find(key: string | null): User | undefined {
    return this.#users.find(({ id, name }) => id === key || name === key)
  }

  #must(key: string): User {
    const found = this.#find(key)
    if (!found) throw new AppError('not_found', { what: 'user', name: key })
    return found
  }

  #shown(user: User): User {
    return { ...user, me: user.id === this.#me }
  }

  async #mood(): Promise<void> {
    if (this.#world.trouble === 'slow') await new Promise(() => {})
    if (this.#world.trouble === 'failing') throw new AppError('store_unusable', { problem: 'database disk image is malformed' })
  }

  #asMe(): Me | null {
    if (this.#world.signIn === 'none') return local
    const user = this.#find(this.#me)
    return user ? { kind: 'user', id: user.id, name: user.name, displayName: user.displayName, grants: user.grants } : null
  }

  #signing(): Pick<Handlers<'access'>, 'session' | 'makeOwner' | 'signIn' | 'signOut' | 'signOutEverywhere' | 'sessions' | 'changePassword'> {
    const enter = (user: User): Me => {
      this.#me = user.id
      return this.#asMe() ?? local
    }
    return {
      session: () => ({
        signIn: this.#world.signIn, needsOwner: this.#users.length === 0, me: this.#asMe(),
        provider: this.#world.provider ? { name: 'Example Login', href: '/sign-in/provider' } : null,
      }),
      makeOwner: ({ token, name, displayName, password }) => {
        if (token !== fakeOwnerLink) throw new AppError('sign_in_failed', {}, { help: 'Start "strata serve" again and follow the new link.', where: { field: 'token' } })
        return enter(this.#add(name, displayName, [{ env: '*', role: 'owner' }], password))
      },
      signIn: ({ name, password }) => {
        const user = this.#users.find((each) => each.name === name.trim().toLowerCase())
        if (!user || user.disabled || password !== (this.#passwords.get(user.id) ?? fakePassword)) throw wrong('password')
        return enter(user)
      },
      signOut: () => {
        this.#me = null
        return { ended: 1 }
      },
      signOutEverywhere: ({ user }) => {
        const target = this.#must(user ?? this.#me ?? '')
        const ended = target.sessions
        target.sessions = 0
        if (target.id === this.#me) this.#me = null
        return { ended }
      },
      sessions: () => ({ sessions: fakeSessions(Date.now()) }),
      changePassword: ({ current, password }) => {
        const id = this.#me ?? ''
        if (current !== (this.#passwords.get(id) ?? fakePassword)) throw wrong('current')
        this.#passwords.set(id, password)
        return { ended: 2 }
      },
    }
  }

  #add(name: string, displayName: string, grants: Grant[], password: string | undefined): User {
    if (this.#find(name)) throw new AppError('already_exists', { what: 'User', name }, { where: { field: 'name' } })
    const user: User = { id: `u${this.#users.length + 1}`, name, displayName: displayName || name, grants, disabled: false, source: 'password', createdAt: iso(Date.now()), createdBy: this.#find(this.#me)?.name ?? name, lastSeenAt: null, sessions: 0, me: false }
    if (password !== undefined) this.#passwords.set(user.id, password)
    this.#users.push(user)
    return user
  }

  #keepsAnOwner(without: User, grants: readonly Grant[]): void {
    const owns = (each: User) => !each.disabled && (each === without ? grants : each.grants).some(({ env, role }) => env === everywhere && role === 'owner')
    if (!this.#users.some(owns)) throw new AppError('last_owner', { problem: `${without.displayName} is the only one` })
  }

  #people(): Pick<Handlers<'access'>, 'users' | 'createUser' | 'updateUser' | 'resetPassword' | 'removeUser'> {
    return {
      users: async () => {
        await this.#mood()
        return { users: this.#users.map((user) => this.#shown(user)) }
      },
      createUser: ({ name, displayName, grants, password }) => ({ user: this.#add(name, displayName, grants, password), password: password === undefined ? 'mellow-otter-9-lantern-drift' : null }),
      updateUser: ({ user: key, ...change }) => {
        const user = this.#must(key)
        if (change.grants || change.disabled) this.#keepsAnOwner(user, change.disabled ? [] : (change.grants ?? user.grants))
        Object.assign(user, Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)))
        if (change.disabled) user.sessions = 0
        return this.#shown(user)
      },
      resetPassword: ({ user }) => {
        this.#must(user).sessions = 0
        return { password: 'quiet-maple-4-harbor-tide' }
      },
      removeUser: ({ user: key }) => {
        const user = this.#must(key)
        this.#keepsAnOwner(user, [])
        this.#users = this.#users.filter((each) => each !== user)
        return { removed: user.name }
      },
    }
  }

  #programs(): Pick<Handlers<'access'>, 'tokens' | 'createToken' | 'revokeToken' | 'denials'> {
    return {
      tokens: async () => {
        await this.#mood()
        const me = this.#find(this.#me)
        const all = !me || me.grants.some(({ env, role }) => env === everywhere && role === 'owner')
        return { tokens: all ? this.#tokens : this.#tokens.filter(({ createdBy }) => createdBy === me.name) }
      },
      createToken: ({ name, grants, days }) => {
        const info: ApiToken = { id: `t${this.#tokens.length + 1}`, name, grants, prefix: 'strata_9fK2', createdAt: iso(Date.now()), createdBy: this.#find(this.#me)?.name ?? 'lena', expiresAt: iso(Date.now() + days * 86_400_000), lastUsedAt: null, state: 'active' }
        this.#tokens = [info, ...this.#tokens]
        return { token: 'strata_9fK2vQ7sLx0bTqWm4nRzYd8HcJ3gPa6E', info }
      },
      revokeToken: ({ id }) => {
        const token = this.#tokens.find((each) => each.id === id)
        if (!token) throw new AppError('not_found', { what: 'token', name: id })
        return Object.assign(token, { state: 'revoked' as const })
      },
      denials: async () => {
        await this.#mood()
        return { denials: this.#denials }
      },
    }
  }
}
