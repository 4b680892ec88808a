import { z } from 'zod'
import { grantSchema } from '../access/roles.ts'
import { operation } from './operation.ts'

/** Signs in; compared whatever its case. */
const userName = z.string().trim().min(1).max(60).regex(/^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u, 'letters, digits, dots, hyphens, underscores, @ and +').describe('Name that the person signs in with')
const displayName = z.string().trim().max(100).default('').describe('As others see it; empty: the name')
const password = z.string().min(12, 'at least 12 characters').max(1000)
const userId = z.string().min(1).max(100).describe('Name or id of the user')
const grants = z.array(grantSchema).max(200)

/** Whoever is signed in, as the pages see it. */
export const meSchema = z.object({
  kind: z.enum(['local', 'user', 'token']),
  id: z.string(), name: z.string(), displayName: z.string(),
  /** What may be done where; of `local` an owner's of everything. */
  grants,
})
export type Me = z.infer<typeof meSchema>

export const sessionStateSchema = z.object({
  /** `none`: nobody signs in here, as on the desktop. `link`: by the link that was printed. `users`: by name and password, or through a provider. */
  signIn: z.enum(['none', 'link', 'users']),
  /** There is no owner yet: the printed link leads to making one. */
  needsOwner: z.boolean(),
  /** Sign-in through OpenID Connect: what stands on the button, and the address to go to. */
  provider: z.object({ name: z.string(), href: z.string() }).nullable(),
  me: meSchema.nullable(),
})
export type SessionState = z.infer<typeof sessionStateSchema>

export const userSchema = z.object({
  id: z.string(), name: z.string(), displayName: z.string(), grants,
  disabled: z.boolean(),
  /** `provider`: has no password here. */
  source: z.enum(['password', 'provider']),
  createdAt: z.iso.datetime(), createdBy: z.string(), lastSeenAt: z.iso.datetime().nullable(),
  sessions: z.int().describe('How many are open'),
  /** Whoever asks. */
  me: z.boolean(),
})
export type User = z.infer<typeof userSchema>

export const tokenSchema = z.object({
  id: z.string(), name: z.string(), grants,
  /** First characters, to tell it by. */
  prefix: z.string(),
  createdAt: z.iso.datetime(), createdBy: z.string(),
  expiresAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
})
export type ApiToken = z.infer<typeof tokenSchema>

export const openSessionSchema = z.object({
  id: z.string(), startedAt: z.iso.datetime(), lastSeenAt: z.iso.datetime(), expiresAt: z.iso.datetime(),
  /** Network address and program, as the browser told it. */
  address: z.string(), agent: z.string(),
  /** The one that asks. */
  current: z.boolean(),
})
export type OpenSession = z.infer<typeof openSessionSchema>

export const denialSchema = z.object({
  at: z.iso.datetime(),
  /** Name of the caller, or `-` where nobody was signed in. */
  by: z.string(), address: z.string(),
  /** Operation or address that was asked for, and the environment where one was named. */
  what: z.string(), env: z.string().nullable(),
  /** Code of the error. */
  code: z.string(), message: z.string(),
})
export type Denial = z.infer<typeof denialSchema>

/** Behind the address of the server: where the printed link leads to, followed by the token. In the fragment, which no server and no proxy logs. */
export const ownerLink = '/#/owner?token='

export const accessContract = {
  session: operation({
    name: 'access.session', access: 'read', scope: 'public', http: 'GET /session',
    summary: 'Say who is signed in, and how to sign in.',
    input: z.object({}), output: sessionStateSchema,
  }),
  makeOwner: operation({
    name: 'access.makeOwner', access: 'write', scope: 'public', http: 'POST /owner', errors: ['sign_in_failed', 'already_exists'],
    summary: 'Make the owner with the token of the link that the first start printed; signs in.',
    input: z.object({ token: z.string().max(200), name: userName, displayName, password }), output: meSchema,
  }),
  signIn: operation({
    name: 'access.signIn', access: 'write', scope: 'public', http: 'POST /session', errors: ['sign_in_failed', 'rate_limited'],
    summary: 'Sign in by name and password.',
    input: z.object({ name: z.string().max(100), password: z.string().max(1000) }), output: meSchema,
  }),
  signOut: operation({
    name: 'access.signOut', access: 'write', scope: 'public', http: 'DELETE /session',
    summary: 'End this session.',
    input: z.object({}), output: z.object({ ended: z.int() }),
  }),
  signOutEverywhere: operation({
    name: 'access.signOutEverywhere', access: 'write', scope: 'self', http: 'DELETE /sessions', errors: ['not_found', 'role_missing'],
    summary: 'End every session of a user, of oneself unless another is named.',
    input: z.object({ user: userId.optional() }), output: z.object({ ended: z.int() }),
  }),
  sessions: operation({
    name: 'access.sessions', access: 'read', scope: 'self', http: 'GET /sessions', errors: ['sign_in_required'],
    summary: 'List the open sessions of whoever asks.',
    input: z.object({}), output: z.object({ sessions: z.array(openSessionSchema) }),
  }),
  changePassword: operation({
    name: 'access.changePassword', access: 'write', scope: 'self', http: 'PUT /session/password', errors: ['sign_in_failed'],
    summary: 'Change the own password; ends the other sessions.',
    input: z.object({ current: z.string().max(1000), password }), output: z.object({ ended: z.int() }),
  }),
  users: operation({
    name: 'access.users', access: 'read', role: 'owner', scope: 'store', http: 'GET /users', shell: { command: 'users list' }, errors: ['role_missing'],
    summary: 'List the users with their roles.',
    input: z.object({}), output: z.object({ users: z.array(userSchema) }),
  }),
  createUser: operation({
    name: 'access.createUser', access: 'write', role: 'owner', scope: 'store', http: 'POST /users', errors: ['role_missing', 'already_exists'],
    summary: 'Add a user; without a password one is made and shown once.',
    input: z.object({ name: userName, displayName, grants, password: password.optional() }),
    output: z.object({ user: userSchema, password: z.string().nullable() }),
  }),
  updateUser: operation({
    name: 'access.updateUser', access: 'write', role: 'owner', scope: 'store', http: 'PATCH /users/{user}', errors: ['role_missing', 'not_found', 'last_owner'],
    summary: 'Change roles or the shown name of a user, or keep the user out; what is absent stays.',
    input: z.object({ user: userId, displayName: z.string().trim().max(100).optional(), grants: grants.optional(), disabled: z.boolean().optional() }), output: userSchema,
  }),
  resetPassword: operation({
    name: 'access.resetPassword', access: 'write', role: 'owner', scope: 'store', http: 'POST /users/{user}/password', shell: { command: 'users reset-password', arguments: ['user'] }, errors: ['role_missing', 'not_found'],
    summary: 'Give a user a new password, shown once; ends the sessions of that user.',
    input: z.object({ user: userId }), output: z.object({ password: z.string() }),
  }),
  removeUser: operation({
    name: 'access.removeUser', access: 'write', role: 'owner', scope: 'store', http: 'DELETE /users/{user}', shell: { command: 'users remove', arguments: ['user'] }, errors: ['role_missing', 'not_found', 'last_owner'],
    summary: 'Remove a user with its sessions and tokens; what it did stays in the journals.',
    input: z.object({ user: userId }), output: z.object({ removed: z.string() }),
  }),
  tokens: operation({
    name: 'access.tokens', access: 'read', scope: 'self', http: 'GET /tokens', shell: { command: 'tokens list' }, errors: ['role_missing'],
    summary: 'List API tokens: the own ones, of an owner all.',
    input: z.object({}), output: z.object({ tokens: z.array(tokenSchema) }),
  }),
  createToken: operation({
    name: 'access.createToken', access: 'write', scope: 'self', http: 'POST /tokens', errors: ['role_missing'],
    summary: 'Make an API token for programs, shown once; it may do no more than whoever makes it.',
    input: z.object({ name: z.string().trim().min(1).max(100), grants: grants.min(1), days: z.int().min(1).max(366).default(90).describe('Days until it expires') }),
    output: z.object({ token: z.string(), info: tokenSchema }),
  }),
  revokeToken: operation({
    name: 'access.revokeToken', access: 'write', scope: 'self', http: 'DELETE /tokens/{id}', shell: { command: 'tokens revoke', arguments: ['id'] }, errors: ['role_missing', 'not_found'],
    summary: 'Make an API token useless at once.',
    input: z.object({ id: z.string().min(1).max(100).describe('Id of the token') }), output: tokenSchema,
  }),
  denials: operation({
    name: 'access.denials', access: 'read', role: 'owner', scope: 'store', http: 'GET /denials', shell: { command: 'denials' }, errors: ['role_missing'],
    summary: 'List what was refused lately: who asked for what, and why not.',
    input: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }), output: z.object({ denials: z.array(denialSchema) }),
  }),
}
