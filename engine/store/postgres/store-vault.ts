import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { writePrivateFile } from '../../private-files.ts'
import type { Vault } from '../../engine.ts'
import { decrypt, encrypt, keyBytes, readPrivate, unavailable, type Sealed } from '../../vault/sealed.ts'
import type { StoreDatabase } from '../store-database.ts'
import { postgresStatements as sql } from './postgres.sql.ts'

/** Sealed with the key that all the others are sealed with, so that a process with another key is told from the start. */
const witness = 'strata: witness of the key'

/**
 * Passwords in the store, each encrypted by AES-256-GCM with the random key in a file that the processes share and that is readable by its
 * owner alone. Whoever has the store without the file can read none of them.
 */
export class StoreVault implements Vault {
  readonly info: Vault['info'] = { kind: 'key_file', safe: true, note: 'Passwords are in the store, encrypted with a key in a file that only you may read and that every server of this store needs.' }
  readonly #database: StoreDatabase
  readonly #keyFile: string

  constructor(database: StoreDatabase, keyFile: string) {
    this.#database = database
    this.#keyFile = keyFile
  }

  async get(name: string): Promise<string | undefined> {
    const sealed = await this.#database.get<Sealed>(sql.secret, { key: name })
    if (!sealed) return undefined
    return decrypt(name, sealed, this.#knownKey(), this.#keyFile)
  }

  async set(name: string, secret: string): Promise<void> {
    const key = await this.#key()
    await this.#database.run(sql.saveSecret, { key: name, ...encrypt(name, secret, key) })
  }

  async delete(name: string): Promise<void> {
    await this.#database.run(sql.deleteSecret, { key: name })
  }

  /** The key, once it is known to be the one of this store. The first process of a store makes it. */
  async #key(): Promise<Buffer> {
    const known = await this.#database.get<Sealed>(sql.secret, { key: witness })
    if (known) {
      const key = this.#knownKey()
      decrypt(witness, known, key, this.#keyFile)
      return key
    }
    const key = this.#readKey() ?? this.#makeKey()
    await this.#database.run(sql.addSecret, { key: witness, ...encrypt(witness, witness, key) })
    return this.#key()
  }

  #knownKey(): Buffer {
    const key = this.#readKey()
    if (!key) throw unavailable(`the key file ${this.#keyFile} is missing`, 'Copy the key file of another server of this store to that place, readable by you alone, or name it in STRATA_KEY_FILE.')
    return key
  }

  #readKey(): Buffer | undefined {
    const key = readPrivate(this.#keyFile)
    if (key && key.length !== keyBytes) throw unavailable(`the key file ${this.#keyFile} is damaged`, 'Put the right key file back: without it no password in the store can be read.')
    return key
  }

  #makeKey(): Buffer {
    const key = randomBytes(keyBytes)
    mkdirSync(dirname(this.#keyFile), { recursive: true, mode: 0o700 })
    writePrivateFile(this.#keyFile, key)
    return key
  }
}
