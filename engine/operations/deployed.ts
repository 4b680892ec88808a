import { requestApproval } from '../approvals/request-approval.ts'
import type { Engine } from '../engine.ts'
import type { DeployActions } from '../hooks/act.ts'
import { withSession } from '../migrations/locked-session.ts'
import { makePlan } from '../migrations/plan.ts'
import { Previews } from '../preview/previews.ts'
import { allOperations } from './all-operations.ts'

/**
 * What deployments set going, by the operations that people use, each in the name of its hook. The name of the environment is given for it:
 * whoever let deployments migrate has typed it. Where a second person is asked for, the run is refused all the same.
 */
export function deployActions(engine: Engine, previews = new Previews()): DeployActions {
  const as = (name: string): Engine => ({ ...engine, actor: { user: name, host: engine.actor.host } })
  return {
    migrate: async (environment, caller, reason) => allOperations(as(caller.name), previews).migrations.apply({ env: environment.id, reason, confirm: environment.name }, { caller }),
    ask: async (environment, { name }, reason) => {
      const { steps } = await withSession(engine, environment, (client) => makePlan(client, environment, { direction: 'up' }))
      if (steps.length === 0) return null
      const { id } = await requestApproval(as(name), { environment, reason, source: 'hook' })
      return { approvalId: id }
    },
  }
}
