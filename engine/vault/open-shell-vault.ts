import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Vault } from '../engine.ts'
import { KeyFileVault } from './key-file-vault.ts'
import { KeyringVault } from './keyring-vault.ts'

/** The vault of command line and server: the system's keyring, or the key file where none answers or where it was begun before. */
export async function openShellVault(folder: string, keyring = new KeyringVault()): Promise<Vault> {
  if (existsSync(join(folder, 'vault.json'))) return new KeyFileVault(folder)
  const problem = await keyring.problem()
  return problem === undefined ? keyring : new KeyFileVault(folder, `The system's keyring cannot be used here (${problem}).`)
}
