import { AppError } from '#shared/contract/app-error.ts'
import { swapMarkOf, type SwapMark } from '../restores/marks.ts'
import type { SwapRecord, SwapStep, SwapStore } from '../restores/swap-store.ts'
import type { Database } from './open-store.ts'
import { restoreStatements as sql } from './restores.sql.ts'

export class RestoresTable implements SwapStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Throws `store_unusable`: what cannot be written down is not begun. */
  begin(envId: string, mark: SwapMark): void {
    this.#write(sql.insert, { id: mark.id, envId, backup: mark.backup, mark: JSON.stringify(mark), at: new Date().toISOString() })
  }

  step(id: string, step: SwapStep): void {
    this.#write(sql.step, { id, step, at: new Date().toISOString() })
  }

  /** What a newer version wrote and this one cannot read is left to that one. */
  open(): SwapRecord[] {
    const rows = this.#database.prepare<[], { envId: string; step: SwapStep; mark: string; at: string }>(sql.open).all()
    return rows.flatMap(({ mark, ...row }) => {
      const read = swapMarkOf(mark)
      return read ? [{ ...row, mark: read }] : []
    })
  }

  #write(statement: string, values: Record<string, string | null>): void {
    try {
      this.#database.prepare(statement).run(values)
    } catch (thrown) {
      throw new AppError('store_unusable', { problem: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown })
    }
  }
}
