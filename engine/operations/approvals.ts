import type { Caller } from '#shared/access/roles.ts'
import { toAppError } from '#shared/contract/app-error.ts'
import type { ApprovalPlan } from '#shared/contract/approvals.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { hasRole, needRole } from '../approvals/allowed.ts'
import { ApprovalTable, type KeptApproval } from '../approvals/approval-table.ts'
import { approve, findApproval, reject, withdraw } from '../approvals/decide.ts'
import { planNow } from '../approvals/plan-now.ts'
import { requestApproval } from '../approvals/request-approval.ts'
import { withRisk } from '../approvals/risk.ts'
import { runApproval, type StartApproved } from '../approvals/run-approval.ts'
import { settle } from '../approvals/settle.ts'
import { shownApproval, type Viewer } from '../approvals/shown.ts'
import type { Engine } from '../engine.ts'
import type { Previews } from '../preview/previews.ts'

export function approvalsOperations(engine: Engine, start: StartApproved, previews: Previews): Handlers<'approvals'> {
  const viewer = (caller: Caller | undefined): Viewer => ({ person: engine.actor, caller })
  return {
    ask: async ({ env, operation, plan, reason, minutes, ...target }, { caller }) => {
      const environment = engine.environments.get(env)
      needRole(caller, { envId: environment.id, env: environment.name }, 'developer', 'Asking for an approval')
      const kept = await requestApproval(engine, { environment, operation, target, plan, reason, minutes, source: caller?.kind === 'hook' ? 'hook' : 'person' })
      return shownApproval(kept, viewer(caller))
    },
    list: async ({ env, state, limit }, { caller }) => {
      const table = new ApprovalTable(engine.database)
      await table.expire(Date.now())
      for (const kept of await settleable(table)) await settle(engine, kept)
      const approvals = await table.list({ envId: env === undefined ? undefined : engine.environments.get(env).id, state, limit })
      return { approvals: approvals.filter(({ envId }) => hasRole(caller, envId, 'viewer')).map((kept) => shownApproval(kept, viewer(caller))) }
    },
    get: async ({ approval: id }, { caller }) => {
      const kept = await findApproval(engine, id, viewer(caller))
      return { approval: shownApproval(kept, viewer(caller)), ...(await planOf(engine, kept, previews)) }
    },
    approve: async ({ approval: id, note, runNow }, { caller }) => {
      const kept = await approve(engine, id, note, viewer(caller))
      const jobId = runNow ? (await runApproval(engine, id, start, viewer(caller))).jobId : null
      return { approval: shownApproval(jobId === null ? kept : await findApproval(engine, id, viewer(caller)), viewer(caller)), jobId }
    },
    reject: async ({ approval: id, reason }, { caller }) => shownApproval(await reject(engine, id, reason, viewer(caller)), viewer(caller)),
    withdraw: async ({ approval: id }, { caller }) => shownApproval(await withdraw(engine, id, viewer(caller)), viewer(caller)),
    run: ({ approval: id }, { caller }) => runApproval(engine, id, start, viewer(caller)),
  }
}

/** Those that something outside the table may have brought to an end. */
async function settleable(table: ApprovalTable): Promise<KeptApproval[]> {
  const [running, approved] = await Promise.all((['running', 'approved'] as const).map((state) => table.list({ state, limit: 500 })))
  return [...(running ?? []), ...(approved ?? [])]
}

/** Of an open request the plan as it is now. A database that cannot be reached hides the plan, not the request. */
async function planOf(engine: Engine, { envId, operation, target, plan, state }: KeptApproval, previews: Previews): Promise<{ plan: ApprovalPlan | null; problem: string | null }> {
  if (state !== 'asked' && state !== 'approved') return { plan: null, problem: null }
  try {
    const environment = engine.environments.get(envId)
    const now = await planNow(engine, environment, operation, target)
    const { fingerprint, from, to, loses } = now
    return { plan: { fingerprint, same: fingerprint === plan, from, to, loses, ...(await withRisk(engine, environment, operation, now, previews)) }, problem: null }
  } catch (thrown) {
    return { plan: null, problem: toAppError(thrown).message }
  }
}
