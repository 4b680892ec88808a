import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import { nameKey, type ConfirmationStore, type KeptConfirmer, type Person } from './confirmation-store.ts'

/** OWASP's second choice after Argon2id: N 2^16, r 8, p 2 takes about 64 MB. */
const cost = { N: 65_536, r: 8, p: 2, maxmem: 256 * 1024 * 1024 }
const hashBytes = 32

/** After so many wrong passphrases in a row nobody may try for a while. */
const mostFailures = 5
const restMs = 5 * 60_000

/** Second persons of this store, each with the hash of a passphrase. */
export class Confirmers {
  readonly #store: ConfirmationStore

  constructor(store: ConfirmationStore) {
    this.#store = store
  }

  list(): Promise<KeptConfirmer[]> {
    return this.#store.people()
  }

  /** Throws `confirmation_invalid` where a passphrase is there and `current` is another one. */
  async set(name: string, passphrase: string, current: string | undefined, by: Person): Promise<KeptConfirmer> {
    if (isSamePerson(name, by)) throw invalid(`${name} is the person who runs migrations here`, 'Name somebody else: a second person is another one.')
    if (await this.#store.person(name)) await this.check(name, current ?? '', by)
    const salt = randomBytes(16).toString('base64')
    const person: KeptConfirmer = { name: name.trim(), salt, hash: await hashOf(passphrase, salt), addedAt: Date.now(), addedBy: by, failures: 0, failedAt: 0 }
    await this.#store.savePerson(person)
    return person
  }

  async remove(name: string): Promise<void> {
    if (!(await this.#store.removePerson(name))) throw new AppError('not_found', { what: 'second person', name })
  }

  /** The name as it is kept. Throws `confirmation_invalid`. */
  async check(name: string, passphrase: string, by: Person): Promise<string> {
    const person = await this.#store.person(name)
    if (!person) throw invalid(`there is no second person "${name}"`, 'Set a passphrase for that person first.', 'person')
    if (isSamePerson(person.name, by)) throw invalid(`${person.name} is the person who asks`, 'Let somebody else confirm.', 'person')
    // Counted before it is compared: several tries at once count each.
    const counted = await this.#store.countFailure(name, Date.now(), { most: mostFailures, restMs })
    if (!counted) throw invalid(`the passphrase of ${person.name} was wrong ${mostFailures} times`, 'Try again in five minutes.', 'passphrase')
    const hash = Buffer.from(await hashOf(passphrase, person.salt), 'base64')
    if (!timingSafeEqual(hash, Buffer.from(person.hash, 'base64'))) throw invalid(`the passphrase of ${person.name} is another one`, undefined, 'passphrase')
    await this.#store.forgetFailures(name)
    return person.name
  }
}

/** By the name alone: one person has the same name on every machine. */
export function isSamePerson(name: string, { user }: Person): boolean {
  return nameKey(name) === nameKey(user)
}

function invalid(problem: string, help?: string, field?: string): AppError {
  return new AppError('confirmation_invalid', { problem }, { ...(help && { help }), ...(field && { where: { field } }) })
}

function hashOf(passphrase: string, salt: string): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), hashBytes, cost, (error, key) => (error ? reject(error) : resolve(key.toString('base64'))))
  })
}
