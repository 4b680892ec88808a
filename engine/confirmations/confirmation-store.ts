import type { Moment } from './clock.ts'

/** A person by the account that speaks to the engine. */
export interface Person {
  user: string
  host: string
}

/** A confirmation as it is kept; the token itself is not. */
export interface KeptConfirmation {
  id: string
  /** SHA-256; null: given and used in one step. */
  tokenHash: string | null
  envId: string
  env: string
  operation: string
  plan: string
  reason: string
  by: Person
  /** Second person, by a passphrase. */
  second: string | null
  created: Moment
  /** Ms that it holds. */
  holdsMs: number
  /** Ms since 1970. */
  usedAt: number | null
  usedBy: Person | null
  revokedAt: number | null
  revokedBy: Person | null
  /** Once seen as expired it stays so, whatever a clock says later. */
  expired: boolean
}

export interface KeptConfirmer {
  name: string
  salt: string
  /** scrypt of the passphrase. */
  hash: string
  addedAt: number
  addedBy: Person
  /** Wrong passphrases in a row, and when the last was given. */
  failures: number
  failedAt: number
}

/** Keeps confirmations and those who can confirm; what is used is never deleted. */
export interface ConfirmationStore {
  add(kept: KeptConfirmation): Promise<void>
  byToken(tokenHash: string): Promise<KeptConfirmation | undefined>
  byId(id: string): Promise<KeptConfirmation | undefined>
  /** Neither used nor revoked nor seen as expired, the newest first. */
  open(envId: string, operation: string): Promise<KeptConfirmation[]>
  /** The newest first. */
  list(envId: string | undefined, limit: number): Promise<KeptConfirmation[]>
  /** True for exactly one caller, whichever process asks, and never after it was revoked. */
  use(id: string, by: Person, at: number): Promise<boolean>
  /** False where it was used or revoked before. */
  revoke(id: string, by: Person, at: number): Promise<boolean>
  markExpired(id: string): Promise<void>
  people(): Promise<KeptConfirmer[]>
  /** By name, whatever its case. */
  person(name: string): Promise<KeptConfirmer | undefined>
  savePerson(person: KeptConfirmer): Promise<void>
  /** One more wrong passphrase, unless there were `most` in a row and the last is less than `restMs` ago: then false. */
  countFailure(name: string, at: number, limit: { most: number; restMs: number }): Promise<boolean>
  forgetFailures(name: string): Promise<void>
  removePerson(name: string): Promise<boolean>
}

/** For a run without a store. */
export class MemoryConfirmations implements ConfirmationStore {
  readonly #kept: KeptConfirmation[] = []
  readonly #people = new Map<string, KeptConfirmer>()

  async add(kept: KeptConfirmation): Promise<void> {
    this.#kept.unshift({ ...kept })
  }

  async byToken(tokenHash: string): Promise<KeptConfirmation | undefined> {
    return this.#kept.find((one) => one.tokenHash === tokenHash)
  }

  async byId(id: string): Promise<KeptConfirmation | undefined> {
    return this.#kept.find((one) => one.id === id)
  }

  async open(envId: string, operation: string): Promise<KeptConfirmation[]> {
    return this.#kept.filter((one) => one.envId === envId && one.operation === operation && isOpen(one))
  }

  async list(envId: string | undefined, limit: number): Promise<KeptConfirmation[]> {
    return this.#kept.filter((one) => envId === undefined || one.envId === envId).slice(0, limit)
  }

  async use(id: string, usedBy: Person, usedAt: number): Promise<boolean> {
    return this.#change(id, { usedBy, usedAt })
  }

  async revoke(id: string, revokedBy: Person, revokedAt: number): Promise<boolean> {
    return this.#change(id, { revokedBy, revokedAt })
  }

  async markExpired(id: string): Promise<void> {
    this.#change(id, { expired: true })
  }

  async people(): Promise<KeptConfirmer[]> {
    return [...this.#people.values()]
  }

  async person(name: string): Promise<KeptConfirmer | undefined> {
    return this.#people.get(nameKey(name))
  }

  async savePerson(person: KeptConfirmer): Promise<void> {
    this.#people.set(nameKey(person.name), person)
  }

  async countFailure(name: string, failedAt: number, { most, restMs }: { most: number; restMs: number }): Promise<boolean> {
    const person = this.#people.get(nameKey(name))
    if (!person || (person.failures >= most && failedAt - person.failedAt < restMs)) return false
    Object.assign(person, { failures: person.failures + 1, failedAt })
    return true
  }

  async forgetFailures(name: string): Promise<void> {
    Object.assign(this.#people.get(nameKey(name)) ?? {}, { failures: 0, failedAt: 0 })
  }

  async removePerson(name: string): Promise<boolean> {
    return this.#people.delete(nameKey(name))
  }

  #change(id: string, change: Partial<KeptConfirmation>): boolean {
    const found = this.#kept.find((one) => one.id === id)
    if (!found || !isOpen(found)) return false
    Object.assign(found, change)
    return true
  }
}

function isOpen({ usedAt, revokedAt, expired }: KeptConfirmation): boolean {
  return usedAt === null && revokedAt === null && !expired
}

/** A name as it is compared. */
export function nameKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase()
}
