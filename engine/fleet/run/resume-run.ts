import { AppError } from '#shared/contract/app-error.ts'
import type { FleetRunState } from '#shared/contract/fleet.ts'
import { confirmOperation } from '../../confirmations/confirm-operation.ts'
import type { Engine } from '../../engine.ts'
import type { ConfirmInput } from '../../migrations/confirmation.ts'
import { summaryOf } from '../show-run.ts'
import { RunsTable } from '../store/runs-table.ts'
import { runOperation } from './begin-run.ts'
import { followRun } from './follow-run.ts'
import { thisWorker } from './work-on-member.ts'

export interface ResumeRequest extends ConfirmInput {
  run: string
  failed: 'again' | 'leave'
}

/** Why a run in this state cannot be gone on with. */
const refusals: Partial<Record<FleetRunState, string>> = {
  preparing: 'the run is being prepared',
  succeeded: 'every member is done already',
  failed: 'the run could not begin; start a new one',
}

/** Queues everything that is not done again, under the plan of the run, and follows it as a job. One that runs is only followed. Throws as `checkConfirmation`. */
export async function resumeRun(engine: Engine, { run: id, failed, ...confirm }: ResumeRequest): Promise<{ jobId: string; runId: string }> {
  const runs = new RunsTable(engine.database)
  const { state } = await summaryOf(engine, id)
  const refusal = refusals[state]
  if (refusal !== undefined) throw new AppError('bad_request', { problem: refusal }, { where: { field: 'run' } })
  const run = await runs.get(id)
  const base = engine.environments.get(run.envId)
  if (state !== 'running' && state !== 'stopping') {
    const reason = await confirmOperation(engine, base, confirm, { operation: runOperation, plan: run.plan })
    const request = { ...run.request, actor: engine.actor, reason: reason?.trim() || run.request.reason }
    await runs.resume(id, { request, failed, owner: thisWorker })
  }
  const { jobId } = await engine.jobs.start({ operation: 'fleet.resume', env: base.name, input: { run: id, fleet: run.fleet, failed } }, (job) => followRun(engine, id, job))
  return { jobId, runId: id }
}
