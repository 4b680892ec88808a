import type { Vault } from '../engine.ts'

/** Forgets everything when the process ends. */
export class MemoryVault implements Vault {
  readonly info = { kind: 'memory', safe: true, note: 'Passwords are kept in memory and forgotten when Strata ends.' } as const
  readonly #secrets: Map<string, string>

  constructor(secrets: Iterable<readonly [string, string]> = []) {
    this.#secrets = new Map(secrets)
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#secrets.get(key))
  }

  set(key: string, secret: string): Promise<void> {
    this.#secrets.set(key, secret)
    return Promise.resolve()
  }

  delete(key: string): Promise<void> {
    this.#secrets.delete(key)
    return Promise.resolve()
  }
}
