import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#shared/contract/app-error.ts'
import type { Vault } from '../engine.ts'
import { makePrivateFolder, writePrivateFile } from '../private-files.ts'

const keyBytes = 32
const entrySchema = z.object({ iv: z.string(), tag: z.string(), data: z.string() })
const fileSchema = z.object({ format: z.literal(1), secrets: z.record(z.string(), entrySchema) })
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

/** The key of the entry is bound in, so that two entries cannot be exchanged. */
function encrypt(name: string, secret: string, key: Buffer): Secrets[string] {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name))
  const data = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return { iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') }
}

function decrypt(name: string, { iv, tag, data }: Secrets[string], key: Buffer, keyFile: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'), { authTagLength: 16 }).setAAD(Buffer.from(name)).setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw unavailable(`a password does not fit the key file ${keyFile}`, 'Put the right key file back, or enter the password again.', cause)
  }
}

/** Undefined when there is no such file; refuses one that others may read. */
function readPrivate(file: string): Buffer | undefined {
  try {
    const open = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
    if (open) throw unavailable(`others may read ${file}`, `Take their rights away: chmod 600 ${file} . If somebody may have read it, change the passwords on the servers too.`)
    return readFileSync(file)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    if (thrown instanceof AppError) throw thrown
    throw unavailable(`${file} cannot be read`, `Check who owns ${file} and its folder.`, thrown)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unavailable(problem: string, help: string, cause?: unknown): AppError {
  return new AppError('vault_unavailable', { problem }, { help, cause })
}
