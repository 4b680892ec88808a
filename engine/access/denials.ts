import { randomUUID } from 'node:crypto'
import type { Denial } from '#shared/contract/access.ts'
import { redactText } from '../redact.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { denialStatements as sql } from './access.sql.ts'

/** How many are kept, and how many of one address a minute: a flood must not push out the rest. */
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
  readonly #ofAddress = new Map<string, number>()

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** False where this address has filled its minute. */
  async note({ by, address, what, env, code, message }: NewDenial, now = Date.now()): Promise<boolean> {
    if (!this.#hasRoom(address, now)) return false
    await this.#database.run(sql.insert, { id: randomUUID(), at: now, by: by.slice(0, 100), address: address.slice(0, 100), what: redactText(what).slice(0, 300), env: env === null ? null : env.slice(0, 100), code, message: redactText(message).slice(0, 500) })
    this.#written += 1
    if (this.#written % tidyEvery === 1) await this.#tidy()
    return true
  }

  async list(limit: number): Promise<Denial[]> {
    const rows = await this.#database.all<Row>(sql.list, { limit })
    return rows.map(({ denied_at, denied_to, address, what, env, code, message }) => ({ at: new Date(denied_at).toISOString(), by: denied_to, address, what, env, code, message }))
  }

  #hasRoom(address: string, now: number): boolean {
    const minute = Math.floor(now / 60_000)
    if (minute !== this.#minute) this.#ofAddress.clear()
    this.#minute = minute
    const count = (this.#ofAddress.get(address) ?? 0) + 1
    this.#ofAddress.set(address, count)
    return count <= mostAMinute
  }

  async #tidy(): Promise<void> {
    const oldest = await this.#database.get<{ denied_at: number }>(sql.oldestKept, { keep: mostKept })
    if (oldest) await this.#database.run(sql.forget, { before: oldest.denied_at })
  }
}
