import { AppError } from '#shared/contract/app-error.ts'
import type { FleetRunSummary } from '#shared/contract/fleet.ts'
import type { Engine } from '../engine.ts'
import { summaryOf } from './show-run.ts'
import { cancelRun } from './run/follow-run.ts'
import { RunsTable } from './store/runs-table.ts'

/** Begins no further member; those that run finish or are cancelled. One that has ended stays as it is. */
export async function stopRun(engine: Engine, runId: string, running: 'finish' | 'cancel'): Promise<FleetRunSummary> {
  const runs = new RunsTable(engine.database)
  const because = `by ${engine.actor.user}`
  const { state } = await summaryOf(engine, runId)
  if (state === 'preparing') await runs.fail(runId, new AppError('cancelled', {}, { state: 'Nothing was changed.' }).data)
  else if (running === 'cancel') await cancelRun(runs, runId, because)
  else await runs.stop(runId, because)
  return summaryOf(engine, runId)
}
