import { AppError } from '#shared/contract/app-error.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { attemptStatements as sql } from './access.sql.ts'

/** Failures that cost nothing, of a name from one address, of a name from everywhere, and of an address. */
const free = { pair: 5, name: 25, address: 50 } as const
const firstRestMs = 15_000
const longestRestMs = 15 * 60_000
const forgottenAfterMs = 24 * 3600_000

interface Row {
  failures: number
  tried_at: number
  blocked_until: number
}

type Subject = readonly [kind: keyof typeof free, text: string]

const subjectsOf = (name: string, address: string): Subject[] => [['pair', `${name}|${address}`], ['name', name], ['address', address]]

/** Slows down whoever guesses: after a few failures each further one doubles the rest, for every process of the store. */
export class Attempts {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** Counts a try before it is known how it ends, so that many at once count each. Throws `rate_limited`. */
  async begin(name: string, address: string, now = Date.now()): Promise<void> {
    await this.#database.transaction(async (database) => {
      const subjects = subjectsOf(name, address)
      const rows: (Row | undefined)[] = []
      for (const [kind, text] of subjects) rows.push(await database.get<Row>(sql.get, { subject: `${kind}:${text}` }))
      const until = Math.max(...rows.map((row) => row?.blocked_until ?? 0))
      if (until > now) throw new AppError('rate_limited', { limit: 'too many failed sign-ins', seconds: Math.ceil((until - now) / 1000) })
      for (const [index, [kind, text]] of subjects.entries()) {
        const row = rows[index]
        const failures = (row && row.tried_at > now - forgottenAfterMs ? row.failures : 0) + 1
        await database.run(sql.save, { subject: `${kind}:${text}`, failures, at: now, until: now + restAfter(failures - free[kind]) })
      }
    })
  }

  /** It succeeded: what was counted for this person is forgotten. */
  async succeed(name: string, address: string, now = Date.now()): Promise<void> {
    for (const [kind, text] of subjectsOf(name, address)) await this.#database.run(kind === 'address' ? sql.forgive : sql.clear, { subject: `${kind}:${text}` })
    await this.#database.run(sql.forget, { before: now - forgottenAfterMs })
  }
}

function restAfter(overFree: number): number {
  return overFree < 0 ? 0 : Math.min(longestRestMs, firstRestMs * 2 ** Math.min(overFree, 10))
}
