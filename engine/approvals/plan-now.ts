import type { Approvable, ApprovalPlan, ApprovalTarget } from '#shared/contract/approvals.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { withSession } from '../migrations/locked-session.ts'
import { makePlan } from '../migrations/plan.ts'
import { planRollback } from '../rollback/plan-rollback.ts'
import { chooseWay } from '../rollback/run/run-rollback.ts'
import { ReplayedSchemas } from '../rollback/wanted-schema.ts'
import { CurrentSchemas } from '../schema/current-schema.ts'

export interface PlanNow extends Pick<ApprovalPlan, 'fingerprint' | 'from' | 'to' | 'loses'> {
  /** Way that was chosen; of a rollback alone. */
  way?: ApprovalTarget['way']
  steps: Omit<ApprovalPlan['steps'][number], 'risk'>[]
}

/** The plan of an operation as it is now, made as its run makes it. Throws what making it throws. */
export function planNow(engine: Engine, environment: Environment, operation: Approvable, target: ApprovalTarget): Promise<PlanNow> {
  return operation === 'rollback.run' ? rollbackNow(engine, environment, target) : migrationsNow(engine, environment, operation === 'migrations.apply' ? 'up' : 'down', target)
}

async function migrationsNow(engine: Engine, environment: Environment, direction: 'up' | 'down', { to: wanted }: ApprovalTarget): Promise<PlanNow> {
  const { fingerprint, from, to, steps } = await withSession(engine, environment, (client) => makePlan(client, environment, { direction, to: wanted }))
  return {
    fingerprint, from, to, loses: [],
    steps: steps.map(({ action, script, version, description, transactional, statements }, index) => ({ number: index + 1, method: action, script, version, description, transactional, statements: statements.length })),
  }
}

async function rollbackNow(engine: Engine, environment: Environment, { version, event, at, rollback, way: wanted }: ApprovalTarget): Promise<PlanNow> {
  const known = { current: new CurrentSchemas(engine), replayed: new ReplayedSchemas() }
  const planned = await planRollback(engine, environment, { version, event, at, rollback }, known)
  const { way } = chooseWay(planned, wanted)
  return {
    fingerprint: way.fingerprint, from: planned.plan.now.highest, to: planned.plan.point.highest, way: way.id, loses: way.steps.flatMap(({ loses }) => loses),
    steps: way.steps.map(({ number, method, script, version: of, description }) => ({ number, method, script, version: of, description, transactional: null, statements: null })),
  }
}
