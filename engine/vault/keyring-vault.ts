import { createRequire } from 'node:module'
import type Keyring from '@napi-rs/keyring'
import { AppError } from '#shared/contract/app-error.ts'
import type { Vault } from '../engine.ts'

type Entry = InstanceType<typeof Keyring.AsyncEntry>

/** Makes the entry of a key in the system's keyring. */
export type OpenEntry = (key: string) => Pick<Entry, 'getPassword' | 'setPassword' | 'deletePassword'>

/** The keyring of the system: Keychain, Credential Manager, Secret Service. */
export class KeyringVault implements Vault {
  readonly info = { kind: 'system', safe: true, note: "Passwords are kept in the system's keyring." } as const
  readonly #entry: OpenEntry

  constructor(entry: OpenEntry = systemEntry) {
    this.#entry = entry
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.#ask(key, (entry) => entry.getPassword())) ?? undefined
  }

  async set(key: string, secret: string): Promise<void> {
    await this.#ask(key, (entry) => entry.setPassword(secret))
  }

  async delete(key: string): Promise<void> {
    await this.#ask(key, (entry) => entry.deletePassword())
  }

  /** Why the keyring cannot be used here; undefined when it answers. */
  async problem(patienceMs = 3_000): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined
    const impatience = new Promise<string>((resolve) => (timer = setTimeout(resolve, patienceMs, 'it does not answer')))
    const answer = this.#entryAnswers().then(
      () => undefined,
      (thrown: unknown) => messageOf(thrown),
    )
    return Promise.race([answer, impatience]).finally(() => clearTimeout(timer))
  }

  async #entryAnswers(): Promise<void> {
    await this.#entry('probe').getPassword()
  }

  async #ask<T>(key: string, question: (entry: ReturnType<OpenEntry>) => Promise<T>): Promise<T> {
    try {
      return await question(this.#entry(key))
    } catch (cause) {
      throw new AppError('vault_unavailable', { problem: `the system's keyring refuses: ${messageOf(cause)}` }, { help: 'Unlock the keyring of your desktop session and try again, or use a .pgpass file.', cause })
    }
  }
}

/** On Linux the library would fall back to the kernel's keyring, which forgets at the next boot. */
const systemEntry: OpenEntry = (key) => {
  const { AsyncEntry } = createRequire(import.meta.url)('@napi-rs/keyring') as typeof Keyring
  return new AsyncEntry('strata', key, { linux: { store: 'secret-service' } })
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown)
}
