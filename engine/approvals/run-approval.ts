import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { isSamePerson } from '../confirmations/people.ts'
import type { Engine } from '../engine.ts'
import type { Consent } from '../migrations/confirmation.ts'
import { ApprovalTable, type KeptApproval } from './approval-table.ts'
import { closed, findApproval } from './decide.ts'
import { settleAtEnd } from './settle.ts'
import { mayRun, type Viewer } from './shown.ts'

/** Starts the job of an operation with a consent that was given before. */
export type StartApproved = (engine: Engine, environment: Environment, approval: KeptApproval, consent: Consent) => Promise<{ jobId: string }>

/**
 * Runs what was approved, once, however many ask at the same moment. Whoever approved it does not run it alone: it runs in the name of
 * the person who asked. Throws `approval_closed`, `role_missing`.
 */
export async function runApproval(engine: Engine, id: string, start: StartApproved, viewer: Viewer): Promise<{ jobId: string }> {
  const kept = await findApproval(engine, id, viewer)
  if (kept.state !== 'approved') throw closed(kept)
  if (!mayRun(kept, viewer)) throw new AppError('role_missing', { what: 'Running what was approved', role: 'operator', env: kept.env }, { state: 'Nothing was changed.' })
  const environment = engine.environments.get(kept.envId)
  const table = new ApprovalTable(engine.database)
  const actor = kept.decidedBy && isSamePerson(kept.decidedBy.user, engine.actor) ? kept.by : engine.actor
  if (!(await table.start(id, actor, Date.now()))) throw closed(await table.get(id))
  const { jobId } = await started(table, kept, () => start({ ...engine, actor }, environment, kept, consentOf({ ...engine, actor }, environment, kept)))
  await table.started(id, jobId)
  // What the end changes is found out by the next look too.
  void settleAtEnd(engine, kept, jobId).catch(() => {})
  return { jobId }
}

async function started(table: ApprovalTable, { id }: KeptApproval, start: () => Promise<{ jobId: string }>): Promise<{ jobId: string }> {
  try {
    return await start()
  } catch (thrown) {
    await table.notStarted(id)
    throw thrown
  }
}

/** The confirmation that the approval gave, spent by the run once it knows that its plan is the approved one. */
function consentOf({ confirmations, actor }: Engine, environment: Environment, { confirmation, operation, plan, reason }: KeptApproval): Consent {
  return { plan, reason, use: (now) => confirmations.use(confirmation ?? '', { environment, operation, plan: now }, actor) }
}
