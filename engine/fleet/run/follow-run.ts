import { AppError } from '#shared/contract/app-error.ts'
import type { FleetRunResult } from '#shared/contract/fleet.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { pause } from '../../migrations/run/pause.ts'
import { summaryOf } from '../show-run.ts'
import { RunsTable } from '../store/runs-table.ts'
import { countsOf } from '../store/tally.ts'
import { runKind } from './coordinate.ts'
import { startFleetWorkers } from './workers.ts'

const lookEveryMs = 250

/**
 * Hands the run to the queue and follows it until it has ended or waits for a go-ahead. Cancelling the job cancels the run, in whichever
 * process its members are; the job ends once they have. Throws `fleet_stopped` where not every member is done, and `cancelled`.
 */
export async function followRun(engine: Engine, runId: string, job: JobContext): Promise<FleetRunResult> {
  const runs = new RunsTable(engine.database)
  await startFleetWorkers(engine)
  await engine.queue.send(runKind, [{ key: runId, data: { runId } }])
  let told = ''
  for (;;) {
    if (job.ending?.aborted) await leaveRun(engine, runs, runId)
    else if (job.signal.aborted) await cancelRun(runs, runId, 'cancelled')
    const run = await runs.get(runId)
    const counts = countsOf(await runs.tallies(runId))
    const total = Object.values(counts).reduce((sum, number) => sum + number, 0)
    const line = JSON.stringify([run.state, counts])
    if (line !== told) {
      const ended = counts.done + counts.failed + counts.skipped + counts.unknown
      job.progress({ label: labelOf(run.state, counts.running), done: ended, total, unit: 'databases' })
      job.data({ kind: 'fleet', runId, state: run.state, counts })
      told = line
    }
    if (run.state !== 'running' && run.state !== 'stopping') return outcome(engine, runId, job.signal.aborted)
    await pause(lookEveryMs)
  }
}

/** This process ends. Where others may go on with the run, it is theirs; else nothing further is begun, and what runs finishes. */
async function leaveRun(engine: Engine, runs: RunsTable, runId: string): Promise<void> {
  if (engine.database.kind === 'postgres') throw new AppError('shutting_down', {}, { state: 'The run goes on in the other processes of this store.', help: `See how it goes on: strata fleet show-run ${runId}.` })
  await runs.stop(runId, 'Strata was ended')
}

/** Nothing further is begun, and what is being migrated is rolled back. */
export async function cancelRun(runs: RunsTable, runId: string, because: string): Promise<void> {
  await runs.cancel(runId)
  await runs.stop(runId, because)
}

function labelOf(state: string, running: number): string {
  if (state === 'stopping') return `Stopping, ${running} still being migrated`
  return running === 1 ? 'Migrating 1 database' : `Migrating ${running} databases`
}

async function outcome(engine: Engine, runId: string, cancelled: boolean): Promise<FleetRunResult> {
  const summary = await summaryOf(engine, runId)
  const { state, counts, total, stop } = summary
  if (state === 'succeeded' || state === 'waiting') return summary
  const left = `${counts.done} of ${total} are done, ${counts.failed} failed, ${counts.skipped} were left out${counts.unknown > 0 ? `, of ${counts.unknown} it is not known` : ''}`
  if (cancelled) throw new AppError('cancelled', {}, { state: `${left}.` })
  const help = `See which: strata fleet report ${runId}. When the cause is mended: strata fleet resume ${runId}.`
  throw new AppError('fleet_stopped', { problem: stop === null ? left : `${stop}; ${left}` }, { help })
}
