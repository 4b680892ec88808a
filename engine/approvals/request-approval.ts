import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Approvable, Approval, ApprovalTarget } from '#shared/contract/approvals.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { isSamePerson } from '../confirmations/people.ts'
import { personText, shortPlan } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'
import { ApprovalTable, type KeptApproval, type NewApproval } from './approval-table.ts'
import { revokeQuietly } from './close.ts'
import { planNow, type PlanNow } from './plan-now.ts'

export interface ApprovalRequest {
  environment: Environment
  /** Absent: migrations.apply. */
  operation?: Approvable
  target?: ApprovalTarget
  reason: string
  /** Fingerprint of the plan that was looked at; absent: the plan as it is now. */
  plan?: string | undefined
  /** How long it can be approved; absent: as long as a confirmation of the environment holds. */
  minutes?: number | undefined
  source?: Approval['source']
}

/**
 * Asks for approval of one plan, in the name of the engine's actor, and tells the news. The same person asking for the same plan again
 * gets the request that is open. Throws `bad_request` where nothing would run, `plan_changed`, and what making the plan throws.
 */
export async function requestApproval(engine: Engine, request: ApprovalRequest): Promise<KeptApproval> {
  const { environment, operation = 'migrations.apply', target = {}, plan } = request
  const planned = await planNow(engine, environment, operation, target)
  if (planned.steps.length === 0) throw new AppError('bad_request', { problem: 'there is nothing to approve: no step would run' })
  if (plan !== undefined && plan !== planned.fingerprint) throw new AppError('plan_changed', {}, { state: 'Nothing was asked.' })
  const table = new ApprovalTable(engine.database)
  await table.expire(Date.now())
  const same = await overtakeOthers(engine, table, request, planned)
  if (same) return same
  const asked = newApproval(engine, request, planned)
  await table.insert(asked)
  tellNews(engine, asked)
  return table.get(asked.id)
}

/** Open requests for the same thing with another plan are overtaken by the plan as it is now; the same plan, asked by the same person, is returned. */
async function overtakeOthers(engine: Engine, table: ApprovalTable, { environment, operation = 'migrations.apply', target = {} }: ApprovalRequest, { fingerprint }: PlanNow): Promise<KeptApproval | undefined> {
  const open = (await table.open(environment.id, operation)).filter((kept) => sameTarget(kept.target, target, operation))
  for (const kept of open) {
    if (kept.plan === fingerprint) continue
    await table.close(kept.id, kept.state, { state: 'overtaken', at: Date.now(), problem: `the plan is another one now: ${shortPlan(fingerprint)}` })
    await revokeQuietly(engine, kept)
  }
  return open.find((kept) => kept.plan === fingerprint && kept.state === 'asked' && isSamePerson(kept.by.user, engine.actor))
}

function sameTarget(one: ApprovalTarget, other: ApprovalTarget, operation: Approvable): boolean {
  const key = ({ to, version, event, at, rollback }: ApprovalTarget) => JSON.stringify(operation === 'rollback.run' ? [version, event, at, rollback] : [to])
  return key(one) === key(other)
}

function newApproval({ actor }: Engine, { environment, operation = 'migrations.apply', target = {}, reason, minutes, source = 'person' }: ApprovalRequest, planned: PlanNow): NewApproval {
  const now = Date.now()
  const { fingerprint, from, to, way, steps } = planned
  return {
    id: randomUUID(), envId: environment.id, env: environment.name, operation, target: { ...target, ...(way !== undefined && { way }) }, plan: fingerprint, from, to,
    scripts: steps.map(({ script, description }) => script ?? description), reason: reason.trim(), by: actor, source,
    createdAt: now, expiresAt: now + (minutes ?? environment.policies.confirmationMinutes) * 60_000,
  }
}

function tellNews({ news }: Engine, { id, env, envId, operation, by, from, to, scripts, reason, createdAt, expiresAt, plan }: NewApproval): void {
  const many = scripts.length === 1 ? '1 step' : `${scripts.length} steps`
  news.tell({
    kind: 'approval_asked', envId, env, at: new Date(createdAt).toISOString(), by: personText(by), text: `${personText(by)} asks for approval of ${operation} on ${env}: ${many}. ${reason}`,
    facts: { approvalId: id, operation, from, version: to, steps: scripts.length, reason, plan, expiresAt: new Date(expiresAt).toISOString() },
  })
}
