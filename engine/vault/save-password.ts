import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'

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
