import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { ApprovalState } from '#shared/contract/approvals.ts'
import { isFinished, type Job } from '#shared/contract/jobs.ts'
import type { Engine } from '../engine.ts'
import { ApprovalTable, type KeptApproval } from './approval-table.ts'
import { revokeQuietly } from './close.ts'

/** How long the start of a job may take until it is sure that nobody starts it any more, in ms. */
const startMs = 60_000

interface Outcome {
  state: ApprovalState
  problem: string | null
}

/** Brings a request in line with what became of its job, of its confirmation and of its time. */
export async function settle(engine: Engine, kept: KeptApproval): Promise<KeptApproval> {
  const outcome = kept.state === 'running' ? await outcomeOf(engine, kept) : kept.state === 'approved' ? await usedElsewhere(engine, kept) : undefined
  if (!outcome) return kept
  const table = new ApprovalTable(engine.database)
  if (await table.close(kept.id, kept.state, { ...outcome, at: Date.now() })) await revokeQuietly(engine, kept)
  return table.get(kept.id)
}

/** Follows the job to its end, so that the request says at once how it went. */
export async function settleAtEnd(engine: Engine, kept: KeptApproval, jobId: string): Promise<void> {
  await engine.jobs.ended(jobId)
  await settle(engine, { ...kept, state: 'running', jobId })
}

async function outcomeOf(engine: Engine, { jobId, startedAt }: KeptApproval): Promise<Outcome | undefined> {
  if (jobId === null) return Date.now() - (startedAt ?? 0) > startMs ? { state: 'failed', problem: 'Strata ended before the job was begun; nothing was changed' } : undefined
  try {
    const job = await engine.jobs.get(jobId)
    return isFinished(job.state) ? afterJob(job) : undefined
  } catch (thrown) {
    if (toAppError(thrown).code !== 'not_found') throw thrown
    return { state: 'unknown', problem: 'its job is no longer known; the status of the environment says what took effect' }
  }
}

function afterJob({ state, error }: Job): Outcome {
  if (state === 'succeeded') return { state: 'done', problem: null }
  const problem = error?.message ?? new AppError('interrupted').message
  if (error?.code === 'plan_changed') return { state: 'overtaken', problem }
  return { state: state === 'unknown' || state === 'interrupted' ? 'unknown' : 'failed', problem }
}

/** Whoever asked may have run the plan without this request: the confirmation is spent then. */
async function usedElsewhere({ confirmations, actor }: Engine, { confirmation, envId }: KeptApproval): Promise<Outcome | undefined> {
  if (confirmation === null) return undefined
  const found = (await confirmations.list(envId, 1000, actor)).find(({ id }) => id === confirmation)
  if (found?.state === 'used') return { state: 'overtaken', problem: `its confirmation was used by ${found.usedBy ?? 'somebody'} at ${found.usedAt ?? 'a time not known'}` }
  return found?.state === 'revoked' ? { state: 'withdrawn', problem: `its confirmation was taken back by ${found.revokedBy ?? 'somebody'}` } : undefined
}
