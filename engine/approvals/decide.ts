import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { confirmationEvent } from '../confirmations/confirmation-event.ts'
import { shortPlan } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'
import { writeEventTo } from '../history/journal-event.ts'
import { needRole } from './allowed.ts'
import { ApprovalTable, type KeptApproval } from './approval-table.ts'
import { revokeQuietly } from './close.ts'
import { planNow } from './plan-now.ts'
import { settle } from './settle.ts'
import { isMine, mayWithdraw, type Viewer } from './shown.ts'

/** A request as it stands now. Throws `not_found`, and `role_missing` where the caller may not see its environment. */
export async function findApproval(engine: Engine, id: string, { caller }: Viewer): Promise<KeptApproval> {
  const table = new ApprovalTable(engine.database)
  await table.expire(Date.now())
  const kept = await table.get(id)
  needRole(caller, kept, 'viewer', 'Looking at this request')
  return settle(engine, kept)
}

/**
 * Approves the plan of somebody else: gives a confirmation of exactly that plan. Of two who approve at once one does. Throws
 * `role_missing`, `second_person_required` of one's own, `approval_closed` where it is no longer asked or the plan is another one.
 */
export async function approve(engine: Engine, id: string, note: string | undefined, viewer: Viewer): Promise<KeptApproval> {
  const kept = await decidable(engine, id, viewer)
  const environment = engine.environments.get(kept.envId)
  await refuseOvertaken(engine, environment, kept)
  const table = new ApprovalTable(engine.database)
  const at = Date.now()
  const decided = await table.decide(id, { state: 'approved', by: engine.actor, at, note: note || null, expiresAt: at + environment.policies.confirmationMinutes * 60_000 })
  if (!decided) throw closed(await table.get(id))
  try {
    await confirm(engine, environment, kept)
  } catch (thrown) {
    await table.askedAgain(id, kept.expiresAt)
    throw thrown
  }
  return table.get(id)
}

async function confirm(engine: Engine, environment: Environment, { id, operation, plan, reason }: KeptApproval): Promise<void> {
  const { kept } = await engine.confirmations.give({ environment, operation, plan, reason, by: engine.actor, second: null })
  await new ApprovalTable(engine.database).confirmed(id, kept.id)
  await writeEventTo(engine, environment, confirmationEvent(kept, 'given', engine.actor), () => {})
}

/** Throws as `approve`; the plan may be any by now. */
export async function reject(engine: Engine, id: string, reason: string, viewer: Viewer): Promise<KeptApproval> {
  const kept = await decidable(engine, id, viewer)
  const table = new ApprovalTable(engine.database)
  if (!(await table.decide(id, { state: 'rejected', by: engine.actor, at: Date.now(), note: reason, expiresAt: kept.expiresAt }))) throw closed(await table.get(id))
  return table.get(id)
}

/** Throws `not_allowed` of another's, `approval_closed`. */
export async function withdraw(engine: Engine, id: string, viewer: Viewer): Promise<KeptApproval> {
  const kept = await findApproval(engine, id, viewer)
  if (kept.state !== 'asked' && kept.state !== 'approved') throw closed(kept)
  if (!mayWithdraw(kept, viewer)) throw new AppError('not_allowed', { what: 'Withdrawing the request of somebody else' }, { help: 'Reject it, or let whoever asked withdraw it.' })
  const table = new ApprovalTable(engine.database)
  if (!(await table.close(id, kept.state, { state: 'withdrawn', at: Date.now() }))) throw closed(await table.get(id))
  await revokeQuietly(engine, kept)
  return table.get(id)
}

async function decidable(engine: Engine, id: string, viewer: Viewer): Promise<KeptApproval> {
  const kept = await findApproval(engine, id, viewer)
  needRole(viewer.caller, kept, 'approver', 'Deciding on this request')
  if (kept.state !== 'asked') throw closed(kept)
  if (isMine(kept, viewer)) throw new AppError('second_person_required', { env: kept.env }, { state: 'You asked for this yourself. Nothing was changed.', help: 'Let somebody else decide on it.' })
  return kept
}

async function refuseOvertaken(engine: Engine, environment: Environment, { id, state, operation, target, plan }: KeptApproval): Promise<void> {
  const { fingerprint } = await planNow(engine, environment, operation, target)
  if (fingerprint === plan) return
  const problem = `the plan is another one now, ${shortPlan(fingerprint)}; ${shortPlan(plan)} was asked for`
  await new ApprovalTable(engine.database).close(id, state, { state: 'overtaken', at: Date.now(), problem })
  throw new AppError('approval_closed', { problem }, { state: 'Nothing was changed.' })
}

const words: Partial<Record<KeptApproval['state'], string>> = { asked: 'it is not approved yet', approved: 'it is approved already', running: 'it runs already', done: 'it was run already', overtaken: 'the plan is another one now' }

/** Why a request cannot be acted on as it stands. */
export function closed({ state, problem, decidedBy }: KeptApproval): AppError {
  const by = decidedBy && (state === 'approved' || state === 'rejected') ? ` by ${decidedBy.user}` : ''
  return new AppError('approval_closed', { problem: problem ?? `${words[state] ?? `it is ${state}`}${by}` }, { state: 'Nothing was changed.' })
}
