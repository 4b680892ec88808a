import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#shared/contract/app-error.ts'
import type { Vault } from '#engine/engine.ts'
import { writePrivateFile } from '#engine/private-files.ts'
import type { Cipher } from './safe-storage.ts'

const fileSchema = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.base64()) })

/** Passwords encrypted by the system; its key never leaves the system's key ring. */
export class DesktopVault implements Vault {
  readonly info: Vault['info']
  readonly #file: string
  readonly #cipher: Cipher

  constructor(folder: string, cipher: Cipher, backend: string) {
    this.#file = join(folder, 'passwords.json')
    this.#cipher = cipher
    this.info = { kind: 'system', safe: true, note: `Passwords are encrypted with the key ring of this system (${backend}).` }
  }

  async get(key: string): Promise<string | undefined> {
    const secret = this.#read()[key]
    if (secret === undefined) return undefined
    try {
      return await this.#cipher.decrypt(Buffer.from(secret, 'base64'))
    } catch (cause) {
      throw new AppError('vault_unavailable', { problem: 'the key ring does not open the stored password' }, { help: 'Unlock the key ring, or enter the password again.', cause })
    }
  }

  async set(key: string, secret: string): Promise<void> {
    const bytes = await this.#cipher.encrypt(secret)
    this.#write({ ...this.#read(), [key]: bytes.toString('base64') })
  }

  delete(key: string): Promise<void> {
    const { [key]: gone, ...rest } = this.#read()
    if (gone !== undefined) this.#write(rest)
    return Promise.resolve()
  }

  #read(): Record<string, string> {
    if (!existsSync(this.#file)) return {}
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8'))).secrets
    } catch (cause) {
      throw new AppError('vault_unavailable', { problem: `${this.#file} cannot be read` }, { help: 'Move that file away and enter the passwords again.', cause })
    }
  }

  #write(secrets: Record<string, string>): void {
    writePrivateFile(this.#file, JSON.stringify({ version: 1, secrets }))
  }
}
