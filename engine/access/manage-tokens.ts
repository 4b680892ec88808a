import type { ApiToken } from '#shared/contract/access.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { everywhere, isAtLeast, localCaller, roleOn, type Caller, type Grant } from '#shared/access/roles.ts'
import type { Engine } from '../engine.ts'
import type { Accounts } from './accounts.ts'
import { knownGrants } from './manage-users.ts'
import { tokenState, type KeptToken } from './tokens.ts'

const dayMs = 24 * 3600_000

export function tokensOperations(engine: Engine, { tokens }: Accounts): Pick<Handlers<'access'>, 'tokens' | 'createToken' | 'revokeToken'> {
  const asking = (caller: Caller | undefined) => caller ?? localCaller(engine.actor.user)
  return {
    tokens: async (_input, { caller }) => ({ tokens: (await tokens.list()).filter((token) => mayManage(asking(caller), token)).map(shownToken) }),
    createToken: async ({ name, grants, days }, { caller }) => {
      const maker = asking(caller)
      if (maker.kind !== 'user' && maker.kind !== 'local') throw new AppError('not_allowed', { what: 'Making a token with a token' }, { help: 'Sign in as a person, or use the shell where the store is.' })
      const wanted = knownGrants(engine, grants)
      for (const grant of wanted) refuseWider(engine, maker, grant)
      const { token, kept } = await tokens.add({ name, grants: wanted, userId: maker.kind === 'user' ? maker.id : null, createdBy: maker.name, expiresAt: Date.now() + days * dayMs })
      return { token, info: shownToken(kept) }
    },
    revokeToken: async ({ id }, { caller }) => {
      const token = await tokens.get(id)
      if (!mayManage(asking(caller), token)) throw new AppError('not_found', { what: 'token', name: id })
      return shownToken(await tokens.revoke(id))
    },
  }
}

/** The own ones, of an owner of everything all; a token knows itself. */
function mayManage({ kind, id, grants }: Caller, token: KeptToken): boolean {
  return roleOn(grants, everywhere) === 'owner' || (kind === 'user' && token.userId === id) || (kind === 'token' && token.id === id)
}

function refuseWider({ environments }: Engine, { grants }: Caller, { env, role }: Grant): void {
  if (isAtLeast(roleOn(grants, env), role)) return
  throw new AppError('role_missing', { what: 'access.createToken', role, env: env === everywhere ? 'all environments' : environments.get(env).name })
}

function shownToken(token: KeptToken): ApiToken {
  const { id, name, grants, prefix, createdAt, createdBy, expiresAt, lastUsedAt } = token
  return { id, name, grants: [...grants], prefix, createdAt: new Date(createdAt).toISOString(), createdBy, expiresAt: new Date(expiresAt).toISOString(), lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(), state: tokenState(token) }
}
