import { AppError } from '#shared/contract/app-error.ts'
import { noRollback, type KeptRollback, type KeptUndo, type RollbackStore } from '../rollback/rollback-store.ts'
import type { Database } from './open-store.ts'
import { rollbackStatements as sql } from './rollbacks.sql.ts'

interface Row {
  id: string
  envId: string
  state: KeptRollback['state']
  about: string
  steps: string
  problem: string | null
  backup: string | null
  endedAt: string | null
}

/** Written at once, so that what a killed process was doing stands here. */
export class RollbacksTable implements RollbackStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Throws `store_unusable`: a way back that nobody could find again is not begun. */
  insert(rollback: KeptRollback): void {
    this.#writing(() => this.#database.prepare(sql.insert).run(rowOf(rollback)))
  }

  get(id: string): KeptRollback {
    const row = this.#database.prepare<[string], Row>(sql.get).get(id)
    if (!row) throw noRollback(id)
    return rollbackOf(row)
  }

  update(id: string, change: Partial<KeptRollback>): void {
    const { about: _about, envId: _envId, ...row } = rowOf({ ...this.get(id), ...change })
    this.#writing(() => this.#database.prepare(sql.update).run(row))
  }

  list(envId?: string): KeptRollback[] {
    return this.#database.prepare<[{ envId: string | null }], Row>(sql.list).all({ envId: envId ?? null }).map(rollbackOf)
  }

  keepUndo(undo: KeptUndo): void {
    const { envId, script, checksum } = undo
    this.#writing(() => this.#database.prepare(sql.keepUndo).run({ envId, script, checksum, undo: JSON.stringify(undo) }))
  }

  undos(envId: string): KeptUndo[] {
    return this.#database.prepare<[string], { undo: string }>(sql.undos).all(envId).map(({ undo }) => JSON.parse(undo) as KeptUndo)
  }

  #writing(write: () => unknown): void {
    try {
      write()
    } catch (thrown) {
      throw new AppError('store_unusable', { problem: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown })
    }
  }
}

function rowOf({ id, envId, state, steps, problem, backup, endedAt, ...about }: KeptRollback): Row {
  return { id, envId, state, about: JSON.stringify(about), steps: JSON.stringify(steps), problem, backup, endedAt }
}

function rollbackOf({ about, steps, ...row }: Row): KeptRollback {
  return { ...(JSON.parse(about) as Omit<KeptRollback, keyof Row>), ...row, steps: JSON.parse(steps) as KeptRollback['steps'] }
}
