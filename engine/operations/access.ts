import type { Handlers } from '#shared/contract/handlers.ts'
import { accountsOf } from '../access/accounts.ts'
import { signInOperations } from '../access/sign-in.ts'
import { tokensOperations } from '../access/manage-tokens.ts'
import { usersOperations } from '../access/manage-users.ts'
import type { Engine } from '../engine.ts'

export function accessOperations(engine: Engine): Handlers<'access'> {
  const accounts = accountsOf(engine)
  return {
    ...signInOperations(engine, accounts),
    ...usersOperations(engine, accounts),
    ...tokensOperations(engine, accounts),
    denials: async ({ limit }) => ({ denials: await accounts.denials.list(limit) }),
  }
}
