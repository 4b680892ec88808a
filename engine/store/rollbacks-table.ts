import { noRollback, type KeptRollback, type KeptUndo, type RollbackStore } from '../rollback/rollback-store.ts'
import { rollbackStatements as sql } from './rollbacks.sql.ts'
import type { StoreDatabase } from './store-database.ts'
import { writing } from './store-trouble.ts'

type Row = {
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
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** Throws `store_unusable`: a way back that nobody could find again is not begun. */
  async insert(rollback: KeptRollback): Promise<void> {
    await writing(this.#database.run(sql.insert, rowOf(rollback)))
  }

  async get(id: string): Promise<KeptRollback> {
    const row = await this.#database.get<Row>(sql.get, { id })
    if (!row) throw noRollback(id)
    return rollbackOf(row)
  }

  async update(id: string, change: Partial<KeptRollback>): Promise<void> {
    const { about: _about, envId: _envId, ...row } = rowOf({ ...(await this.get(id)), ...change })
    await writing(this.#database.run(sql.update, row))
  }

  async list(envId?: string): Promise<KeptRollback[]> {
    return (await this.#database.all<Row>(sql.list, { envId: envId ?? null })).map(rollbackOf)
  }

  async keepUndo(undo: KeptUndo): Promise<void> {
    const { envId, script, checksum } = undo
    await writing(this.#database.run(sql.keepUndo, { envId, script, checksum, undo: JSON.stringify(undo) }))
  }

  async undos(envId: string): Promise<KeptUndo[]> {
    return (await this.#database.all<{ undo: string }>(sql.undos, { envId })).map(({ undo }) => JSON.parse(undo) as KeptUndo)
  }
}

function rowOf({ id, envId, state, steps, problem, backup, endedAt, ...about }: KeptRollback): Row {
  return { id, envId, state, about: JSON.stringify(about), steps: JSON.stringify(steps), problem, backup, endedAt }
}

function rollbackOf({ about, steps, ...row }: Row): KeptRollback {
  return { ...(JSON.parse(about) as Omit<KeptRollback, keyof Row>), ...row, steps: JSON.parse(steps) as KeptRollback['steps'] }
}
