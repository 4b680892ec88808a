import type { StoreDatabase } from '../store/store-database.ts'
import { linkStatements as sql } from './access.sql.ts'
import { hashOf, newSecret } from './secrets.ts'

const holdsMs = 24 * 3600_000

/** Links that lead to making an owner: given to whoever can read the terminal of the server, or has a shell at the store. */
export class Links {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** A token that is good once, for a day. */
  async make(now = Date.now()): Promise<string> {
    const token = newSecret()
    await this.#database.run(sql.forget, { now })
    await this.#database.run(sql.insert, { tokenHash: hashOf(token), at: now, expiresAt: now + holdsMs })
    return token
  }

  /** Spends it: of two who try, one gets through. */
  async use(token: string, now = Date.now()): Promise<boolean> {
    return (await this.#database.run(sql.use, { tokenHash: hashOf(token), now })) === 1
  }

  async forgetAll(): Promise<void> {
    await this.#database.run(sql.forgetAll)
  }
}
