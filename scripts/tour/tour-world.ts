import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../shared/contract/app-error.ts'
import type { StrataClient } from '../../shared/contract/client.ts'
import type { Job } from '../../shared/contract/jobs.ts'
import { contractClient } from '../../cli/contract-client.ts'
import type { Engine } from '../../engine/engine.ts'
import { createEngineWithSample } from '../../engine/sample/create-engine-with-sample.ts'
import { sampleFolders } from '../../engine/sample/sample-folders.ts'

const root = join(import.meta.dirname, '../..')

/** The sample in a data folder of its own, that is gone afterwards. */
export class TourWorld {
  readonly client: StrataClient
  readonly folder = mkdtempSync(join(tmpdir(), 'strata-tour-'))
  readonly #engine: Engine

  constructor() {
    this.#engine = createEngineWithSample({ host: 'shell', version: 'tour', dataFolder: this.folder }, root)
    this.client = contractClient(this.#engine, (failure, operation, cause) => console.error(`${operation}: ${failure.message}`, cause))
  }

  /** The finished job; a failure is thrown, as the error that it is. */
  async finished<T>(started: Promise<{ jobId: string }>): Promise<T> {
    const job = await this.ended(started)
    if (job.error) throw AppError.from(job.error)
    return job.result as T
  }

  /** The finished job, whatever became of it. */
  async ended(started: Promise<{ jobId: string }>): Promise<Job> {
    return this.#engine.jobs.ended((await started).jobId)
  }

  /** For another environment on the same server. */
  passwordOf(env: string): Promise<string | undefined> {
    return this.#engine.vault.get(this.#engine.environments.get(env).id)
  }

  /** Lays the broken draft of version 17 among the migrations. */
  addDraft(): void {
    cpSync(join(root, 'migrations-sample/broken/V17__loyalty_points.sql.draft'), this.#draft())
  }

  correctDraft(): void {
    writeFileSync(this.#draft(), readFileSync(this.#draft(), 'utf8').replace('c.name', 'c.full_name').replace(/^-- Wrong on purpose.*\n/m, ''))
  }

  async close(): Promise<void> {
    await this.#engine.close()
    rmSync(sampleFolders(this.folder).server, { recursive: true, force: true, maxRetries: 3 })
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }

  #draft(): string {
    return join(sampleFolders(this.folder).migrations, 'V17__loyalty_points.sql')
  }
}
