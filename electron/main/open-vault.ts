import { safeStorage } from 'electron'
import type { Vault } from '#engine/engine.ts'
import { KeyFileVault } from '#engine/vault/key-file-vault.ts'
import { DesktopVault } from './desktop-vault.ts'
import { systemCipher } from './safe-storage.ts'

/** The key ring of the system; where there is none, the encrypted file of the shell, with the reason in `vault.info`. */
export async function openDesktopVault(dataFolder: string): Promise<Vault> {
  const choice = await systemCipher(safeStorage)
  return 'cipher' in choice ? new DesktopVault(dataFolder, choice.cipher, choice.backend) : new KeyFileVault(dataFolder, choice.problem)
}
