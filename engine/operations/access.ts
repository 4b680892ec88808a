import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

export function accessOperations({ actor }: Engine): Handlers<'access'> {
  const refuse = () => Promise.reject(new AppError('not_allowed', { what: 'Managing users' }))
  return {
    session: () => ({ signIn: 'none', needsOwner: false, provider: null, me: { kind: 'local', id: 'local', name: actor.user, displayName: actor.user, grants: [{ env: '*', role: 'owner' }] } }),
    makeOwner: refuse, signIn: refuse, signOut: () => ({ ended: 0 }), signOutEverywhere: refuse, sessions: () => ({ sessions: [] }), changePassword: refuse,
    users: () => ({ users: [] }), createUser: refuse, updateUser: refuse, resetPassword: refuse, removeUser: refuse,
    tokens: () => ({ tokens: [] }), createToken: refuse, revokeToken: refuse, denials: () => ({ denials: [] }),
  }
}
