import { AppError } from '#shared/contract/app-error.ts'
import type { Proof } from '#shared/contract/preview.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import type { PreparedScript } from '../../migrations/run/prepare-script.ts'
import type { Shadow } from '../shadow-database.ts'
import type { TraceOptions } from '../trace/tracer.ts'

export interface ProofRequest {
  script: string
  version: string | null
  up: PreparedScript
  /** The hand-written undo; null: one is generated. */
  undo: PreparedScript | null
  /** Facts before, if they are known. */
  before?: Snapshot | undefined
  options: Omit<TraceOptions, 'onStatement'>
}

export interface ProofResult {
  proof: Proof
  /** The undo that was proved, or that could not be; null: none. */
  undoSql: string | null
  before: Snapshot
  after: Snapshot | null
}

/** Proves undos one after another in one database of the shadow: up, down, compare, up again, compare. Each call leaves the migration applied, for the next one. */
export interface Prover {
  prove(request: ProofRequest): Promise<ProofResult>
  close(): Promise<void>
}

export async function openProver(_shadow: Shadow, _job: Pick<JobContext, 'signal' | 'log'>): Promise<Prover> {
  throw new AppError('internal')
}
