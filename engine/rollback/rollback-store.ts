import { AppError } from '#shared/contract/app-error.ts'
import type { Proof } from '#shared/contract/preview.ts'
import type { RollbackProgress, RollbackRecord } from '#shared/contract/rollback.ts'

/** A way back that was begun, as it is kept. */
export interface KeptRollback extends Omit<RollbackRecord, 'env'> {
  envId: string
  planFingerprint: string
  /** Highest rank of the history, and the server's clock (ISO 8601), when it began. */
  startRank: number
  startAt: string
}

/** An undo that Strata wrote for a migration without one, with what came of trying it. */
export interface KeptUndo {
  envId: string
  /** Of the migration, with the CRC-32 of its text as Flyway counts it. */
  script: string
  checksum: number
  undoScript: string
  sql: string
  status: Proof['status']
  loses: readonly string[]
  problem: string | null
  /** Rows that were compared. */
  rows: number
  /** ISO 8601. */
  at: string
}

export interface RollbackStore {
  insert(rollback: KeptRollback): Promise<void>
  /** Throws `not_found`. */
  get(id: string): Promise<KeptRollback>
  update(id: string, change: Partial<Pick<KeptRollback, 'state' | 'endedAt' | 'steps' | 'problem' | 'backup'>>): Promise<void>
  /** Of an environment, or all, the newest first. */
  list(envId?: string): Promise<KeptRollback[]>
  keepUndo(undo: KeptUndo): Promise<void>
  undos(envId: string): Promise<KeptUndo[]>
}

/** For a run without a store. */
export class MemoryRollbacks implements RollbackStore {
  readonly #rollbacks = new Map<string, KeptRollback>()
  readonly #undos = new Map<string, KeptUndo>()

  async insert(rollback: KeptRollback): Promise<void> {
    this.#rollbacks.set(rollback.id, rollback)
  }

  async get(id: string): Promise<KeptRollback> {
    const found = this.#rollbacks.get(id)
    if (!found) throw noRollback(id)
    return found
  }

  async update(id: string, change: Partial<KeptRollback>): Promise<void> {
    this.#rollbacks.set(id, { ...(await this.get(id)), ...change })
  }

  async list(envId?: string): Promise<KeptRollback[]> {
    return [...this.#rollbacks.values()].toReversed().filter((one) => envId === undefined || one.envId === envId)
  }

  async keepUndo(undo: KeptUndo): Promise<void> {
    this.#undos.set(`${undo.envId} ${undo.script}`, undo)
  }

  async undos(envId: string): Promise<KeptUndo[]> {
    return [...this.#undos.values()].filter((one) => one.envId === envId)
  }
}

export function noRollback(id: string): AppError {
  return new AppError('not_found', { what: 'way back', name: id })
}

/** The steps with one of them in another state. */
export function withStep(steps: readonly RollbackProgress[], number: number, state: RollbackProgress['state']): RollbackProgress[] {
  return steps.map((step) => (step.number === number ? { ...step, state } : step))
}
