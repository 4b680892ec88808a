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
  add(kept: KeptConfirmation): void
  byToken(tokenHash: string): KeptConfirmation | undefined
  byId(id: string): KeptConfirmation | undefined
  /** Neither used nor revoked nor seen as expired, the newest first. */
  open(envId: string, operation: string): KeptConfirmation[]
  /** The newest first. */
  list(envId: string | undefined, limit: number): KeptConfirmation[]
  /** True for exactly one caller, whichever process asks, and never after it was revoked. */
  use(id: string, by: Person, at: number): boolean
  /** False where it was used or revoked before. */
  revoke(id: string, by: Person, at: number): boolean
  markExpired(id: string): void
  people(): KeptConfirmer[]
  /** By name, whatever its case. */
  person(name: string): KeptConfirmer | undefined
  savePerson(person: KeptConfirmer): void
  /** Wrong passphrases in a row. */
  countFailures(name: string, failures: number, at: number): void
  removePerson(name: string): boolean
}

/** For a run without a store. */
export class MemoryConfirmations implements ConfirmationStore {
  readonly #kept: KeptConfirmation[] = []
  readonly #people = new Map<string, KeptConfirmer>()

  add(kept: KeptConfirmation): void {
    this.#kept.unshift({ ...kept })
  }

  byToken(tokenHash: string): KeptConfirmation | undefined {
    return this.#kept.find((one) => one.tokenHash === tokenHash)
  }

  byId(id: string): KeptConfirmation | undefined {
    return this.#kept.find((one) => one.id === id)
  }

  open(envId: string, operation: string): KeptConfirmation[] {
    return this.#kept.filter((one) => one.envId === envId && one.operation === operation && isOpen(one))
  }

  list(envId: string | undefined, limit: number): KeptConfirmation[] {
    return this.#kept.filter((one) => envId === undefined || one.envId === envId).slice(0, limit)
  }

  use(id: string, usedBy: Person, usedAt: number): boolean {
    return this.#change(id, { usedBy, usedAt })
  }

  revoke(id: string, revokedBy: Person, revokedAt: number): boolean {
    return this.#change(id, { revokedBy, revokedAt })
  }

  markExpired(id: string): void {
    this.#change(id, { expired: true })
  }

  people(): KeptConfirmer[] {
    return [...this.#people.values()]
  }

  person(name: string): KeptConfirmer | undefined {
    return this.#people.get(nameKey(name))
  }

  savePerson(person: KeptConfirmer): void {
    this.#people.set(nameKey(person.name), person)
  }

  countFailures(name: string, failures: number, failedAt: number): void {
    Object.assign(this.#people.get(nameKey(name)) ?? {}, { failures, failedAt })
  }

  removePerson(name: string): boolean {
    return this.#people.delete(nameKey(name))
  }

  #change(id: string, change: Partial<KeptConfirmation>): boolean {
    const found = this.byId(id)
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
