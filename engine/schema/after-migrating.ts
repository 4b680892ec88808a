import { toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RunResult } from '#shared/contract/migrations.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { MemorySnapshots } from './snapshot-store.ts'
import { takeSnapshot } from './take-snapshot.ts'

/** A run has done its work: nobody should wait much longer for what comes after it. */
const mostMs = 20_000

/**
 * Keeps the schema as a run has left it, so that drift can be told from it. Whatever goes wrong here is said in the log and changes
 * nothing for the run. Not where snapshots are forgotten with the process.
 */
export async function keepAfterMigrating(engine: Engine, environment: Environment, { migrations }: RunResult, { signal, progress, log }: JobContext): Promise<void> {
  if (migrations.length === 0 || signal.aborted || engine.snapshots instanceof MemorySnapshots) return
  const limit = AbortSignal.any([signal, AbortSignal.timeout(mostMs)])
  try {
    progress({ label: 'Reading the schema as it is now' })
    const { info } = await takeSnapshot(engine, environment, { trigger: 'after_migrating', signal: limit })
    log('info', `Snapshot ${info.id} of the schema was kept: drift can be told from it.`)
  } catch (thrown) {
    const why = limit.aborted ? 'it took too long' : toAppError(thrown).message
    log('warning', `The migrations are done, but no snapshot of the schema was kept: ${why}`)
  }
}
