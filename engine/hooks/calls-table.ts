import { randomUUID } from 'node:crypto'
import type { HookCall } from '#shared/contract/hooks-incoming.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { callStatements as sql } from './incoming.sql.ts'

type Row = Omit<HookCall, 'at'> & { at: number }

/** Of those let in, and of those refused. */
const most = 250

/** What called from outside, let in or not. */
export class CallsTable {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async add(call: Omit<HookCall, 'id' | 'at'>): Promise<void> {
    await this.#database.run(sql.insert, { ...call, id: randomUUID(), at: Date.now() })
    await this.#database.run(call.outcome === 'refused' ? sql.pruneRefused : sql.pruneAdmitted, { most })
  }

  async list(limit: number): Promise<HookCall[]> {
    return (await this.#database.all<Row>(sql.list, { limit })).map(fromRow)
  }

  async lastOf(hookId: string): Promise<HookCall | null> {
    const row = await this.#database.get<Row>(sql.lastOf, { hookId })
    return row ? fromRow(row) : null
  }
}

function fromRow({ at, ...row }: Row): HookCall {
  return { ...row, at: new Date(at).toISOString() }
}
