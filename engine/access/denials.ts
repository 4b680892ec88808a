import { randomUUID } from 'node:crypto'
import type { Denial } from '#shared/contract/access.ts'
import { redactText } from '../redact.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { denialStatements as sql } from './access.sql.ts'

/** How many are kept, and how many of one caller at one address a minute: a flood must not push out the rest. */
const mostKept = 5000
const mostAMinute = 60
/** Between two looks at how many there are. */
const tidyEvery = 200

export type NewDenial = Omit<Denial, 'at'>

interface Row {
  denied_at: number
  denied_to: string
  address: string
  what: string
  env: string | null
  code: string
  message: string
}

/** What was refused: who asked for what, and why not. Never what was sent along. */
export class Denials {
  readonly #database: StoreDatabase
  #written = 0
  #minute = 0
  readonly #counts = new Map<string, number>()

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** What was noted: the denial, that there are more than are listed, or nothing where that was said in this minute. */
  async note(denial: NewDenial, now = Date.now()): Promise<NewDenial | undefined> {
    const count = this.#countOf(`${denial.by} ${denial.address}`, now)
    if (count > mostAMinute + 1) return undefined
    const { by, address, what, env, code, message } = count > mostAMinute ? { ...denial, what: 'more', env: null, message: `More than ${mostAMinute} requests were refused in this minute; the further ones are not listed.` } : denial
    const noted = { by: by.slice(0, 100), address: address.slice(0, 100), what: redactText(what).slice(0, 300), env: env === null ? null : env.slice(0, 100), code, message: redactText(message).slice(0, 500) }
    await this.#database.run(sql.insert, { id: randomUUID(), at: now, ...noted })
    this.#written += 1
    if (this.#written % tidyEvery === 1) await this.#tidy()
    return noted
  }

  async list(limit: number): Promise<Denial[]> {
    const rows = await this.#database.all<Row>(sql.list, { limit })
    return rows.map(({ denied_at, denied_to, address, what, env, code, message }) => ({ at: new Date(denied_at).toISOString(), by: denied_to, address, what, env, code, message }))
  }

  #countOf(who: string, now: number): number {
    const minute = Math.floor(now / 60_000)
    if (minute !== this.#minute) this.#counts.clear()
    this.#minute = minute
    const count = (this.#counts.get(who) ?? 0) + 1
    this.#counts.set(who, count)
    return count
  }

  async #tidy(): Promise<void> {
    const oldest = await this.#database.get<{ denied_at: number }>(sql.oldestKept, { keep: mostKept })
    if (oldest) await this.#database.run(sql.forget, { before: oldest.denied_at })
  }
}
