import type { StoreDatabase } from '../store/store-database.ts'
import { jobStatements as sql } from './access.sql.ts'

const keptMs = 90 * 24 * 3600_000

/** Who started which job: a job may be looked at and cancelled by whoever started it, also one that belongs to no environment. */
export class JobStarters {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async note(jobId: string, startedBy: string, now = Date.now()): Promise<void> {
    await this.#database.run(sql.insert, { jobId, startedBy, at: now })
    await this.#database.run(sql.forget, { before: now - keptMs })
  }

  async of(jobId: string): Promise<string | undefined> {
    return (await this.#database.get<{ started_by: string }>(sql.get, { jobId }))?.started_by
  }

  /** Ids of the newest jobs that somebody started. */
  async startedBy(callerId: string): Promise<ReadonlySet<string>> {
    return new Set((await this.#database.all<{ job_id: string }>(sql.of, { startedBy: callerId })).map(({ job_id }) => job_id))
  }
}
