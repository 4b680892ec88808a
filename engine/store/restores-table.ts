import { swapMarkOf, type SwapMark } from '../restores/marks.ts'
import type { SwapRecord, SwapStep, SwapStore } from '../restores/swap-store.ts'
import { restoreStatements as sql } from './restores.sql.ts'
import type { StoreDatabase } from './store-database.ts'
import { writing } from './store-trouble.ts'

export class RestoresTable implements SwapStore {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** Throws `store_unusable`: what cannot be written down is not begun. */
  async begin(envId: string, mark: SwapMark): Promise<void> {
    await writing(this.#database.run(sql.insert, { id: mark.id, envId, backup: mark.backup, mark: JSON.stringify(mark), at: new Date().toISOString() }))
  }

  async step(id: string, step: SwapStep): Promise<void> {
    await writing(this.#database.run(sql.step, { id, step, at: new Date().toISOString() }))
  }

  /** What a newer version wrote and this one cannot read is left to that one. */
  async open(): Promise<SwapRecord[]> {
    const rows = await this.#database.all<{ envId: string; step: SwapStep; mark: string; at: string }>(sql.open)
    return rows.flatMap(({ mark, ...row }) => {
      const read = swapMarkOf(mark)
      return read ? [{ ...row, mark: read }] : []
    })
  }
}
