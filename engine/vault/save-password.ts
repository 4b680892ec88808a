import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { shadowVaultKey } from '../environments/shadow-server.ts'

type Keeper = Pick<Engine, 'vault' | 'environments'>

/** Puts a password into the vault, or removes it when it is empty; undefined changes nothing. Throws `vault_unavailable`. */
export async function savePassword({ vault, environments }: Keeper, environment: Environment, password: string | undefined): Promise<Environment> {
  if (password === undefined) return environment
  if (password !== '') {
    await vault.set(environment.id, password)
    return environments.setHasPassword(environment.id, true)
  }
  if (environment.hasPassword) await vault.delete(environment.id)
  return environments.setHasPassword(environment.id, false)
}

/** As `savePassword`, for the server on which the environment's shadows are made. */
export async function saveShadowPassword({ vault }: Keeper, { id }: Environment, password: string | undefined): Promise<void> {
  if (password === undefined) return
  if (password === '') return forgetShadowPassword({ vault }, id)
  await vault.set(shadowVaultKey(id), password)
}

export async function forgetShadowPassword({ vault }: Pick<Engine, 'vault'>, environmentId: string): Promise<void> {
  if ((await vault.get(shadowVaultKey(environmentId))) !== undefined) await vault.delete(shadowVaultKey(environmentId))
}
