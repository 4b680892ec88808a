import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Vault } from '../engine.ts'
import { makePrivateFolder, writePrivateFile } from '../private-files.ts'
import { decrypt, encrypt, keyBytes, readPrivate, sealedSchema, unavailable } from './sealed.ts'

const fileSchema = z.object({ format: z.literal(1), secrets: z.record(z.string(), sealedSchema) })
type Secrets = z.infer<typeof fileSchema>['secrets']

/**
 * Passwords in `vault.json`, each encrypted by AES-256-GCM with the random key in `vault.key`; both are readable by their owner alone.
 * Whoever can read both files can read the passwords: it protects backups, copies and a shared screen, not a stolen account.
 */
export class KeyFileVault implements Vault {
  readonly info: Vault['info']
  readonly #folder: string

  constructor(folder: string, note = '') {
    this.#folder = folder
    const own = 'Passwords are encrypted with a key in a file that only you may read.'
    this.info = { kind: 'key_file', safe: true, note: note ? `${note} ${own}` : own }
  }

  async get(key: string): Promise<string | undefined> {
    const entry = this.#read()[key]
    if (!entry) return undefined
    const secret = this.#key()
    if (!secret) throw unavailable(`the key file ${this.#keyFile} is missing`, 'Enter the passwords again, or put the key file back.')
    return decrypt(key, entry, secret, this.#keyFile)
  }

  async set(key: string, secret: string): Promise<void> {
    makePrivateFolder(this.#folder)
    const secrets = { ...this.#read(), [key]: encrypt(key, secret, this.#key() ?? this.#newKey()) }
    this.#write(secrets)
  }

  async delete(key: string): Promise<void> {
    const { [key]: gone, ...kept } = this.#read()
    if (gone) this.#write(kept)
  }

  get #keyFile(): string {
    return join(this.#folder, 'vault.key')
  }

  get #file(): string {
    return join(this.#folder, 'vault.json')
  }

  #read(): Secrets {
    const text = readPrivate(this.#file)
    if (text === undefined) return {}
    const parsed = fileSchema.safeParse(jsonOf(text.toString('utf8')))
    if (!parsed.success) throw unavailable(`${this.#file} is damaged`, 'Put a copy of it back, or delete it and enter the passwords again.')
    return parsed.data.secrets
  }

  #write(secrets: Secrets): void {
    writePrivateFile(this.#file, `${JSON.stringify({ format: 1, secrets }, undefined, 2)}\n`)
  }

  #key(): Buffer | undefined {
    const key = readPrivate(this.#keyFile)
    if (key && key.length !== keyBytes) throw unavailable(`the key file ${this.#keyFile} is damaged`, 'Put the right key file back, or delete it with vault.json and enter the passwords again.')
    return key
  }

  #newKey(): Buffer {
    const key = randomBytes(keyBytes)
    writePrivateFile(this.#keyFile, key)
    return key
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
