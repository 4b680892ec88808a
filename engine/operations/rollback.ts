import type { Handlers } from '#shared/contract/handlers.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { personText } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'
import { checkConfirmation, type Consent } from '../migrations/confirmation.ts'
import { databaseLane } from '../postgres/lane.ts'
import type { Previews } from '../preview/previews.ts'
import { planRollback, type PlanKnown } from '../rollback/plan-rollback.ts'
import { previewRollback } from '../rollback/preview/preview-rollback.ts'
import { runRollback, type RollbackRequest, type RollbackTools } from '../rollback/run/run-rollback.ts'
import { leaveRollback, unfinishedRollbacks } from '../rollback/unfinished.ts'
import { ReplayedSchemas } from '../rollback/wanted-schema.ts'
import { CurrentSchemas } from '../schema/current-schema.ts'

/** Starts a way back with the consent to it. */
export function startRollback(engine: Engine, tools: RollbackTools, environment: Environment, { point, ...asked }: Omit<RollbackRequest, 'consent'>, { known, consent }: { known?: PlanKnown; consent: Consent }) {
  const request = { ...asked, reason: consent.reason, planFingerprint: consent.plan }
  const started = { operation: 'rollback.run', by: personText(engine.actor), env: environment.name, input: { env: environment.name, ...point, ...request }, lane: databaseLane(environment) }
  const readings = known ?? { current: new CurrentSchemas(engine), replayed: new ReplayedSchemas() }
  return engine.jobs.start(started, (job) => runRollback(engine, tools, environment, { point, ...request, consent }, readings, job))
}

export function rollbackOperations(engine: Engine, tools: RollbackTools, previews: Previews): Handlers<'rollback'> {
  const known = { current: new CurrentSchemas(engine), replayed: new ReplayedSchemas(), previews }
  const find = (env: string) => engine.environments.get(env)
  return {
    plan: async ({ env, ...point }) => (await planRollback(engine, find(env), point, known)).plan,
    preview: ({ env, way, ...point }) => {
      const environment = find(env)
      return engine.jobs.start({ operation: 'rollback.preview', env: environment.name, input: { env, way, ...point } }, (job) => previewRollback(engine, environment, { point, way }, known, job))
    },
    run: async ({ env, event, version, at, rollback, confirm, confirmation, ...asked }) => {
      const environment = find(env)
      const consent = await checkConfirmation(environment, { confirm, confirmation, reason: asked.reason }, { engine, operation: 'rollback.run', plan: asked.planFingerprint })
      return startRollback(engine, tools, environment, { point: { event, version, at, rollback }, ...asked }, { known, consent })
    },
    unfinished: async ({ env }) => ({ rollbacks: await unfinishedRollbacks(engine, env === undefined ? undefined : find(env).id) }),
    leave: ({ rollback }) => leaveRollback(engine, rollback),
  }
}
