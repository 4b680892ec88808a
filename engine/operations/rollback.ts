import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'
import { checkConfirmation } from '../migrations/confirmation.ts'
import { databaseLane } from '../postgres/lane.ts'
import type { Previews } from '../preview/previews.ts'
import { planRollback } from '../rollback/plan-rollback.ts'
import { previewRollback } from '../rollback/preview/preview-rollback.ts'
import { runRollback, type RollbackTools } from '../rollback/run/run-rollback.ts'
import { leaveRollback, unfinishedRollbacks } from '../rollback/unfinished.ts'
import { ReplayedSchemas } from '../rollback/wanted-schema.ts'
import { CurrentSchemas } from '../schema/current-schema.ts'

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
      const request = { ...asked, reason: consent.reason, planFingerprint: consent.plan }
      const point = { event, version, at, rollback }
      const started = { operation: 'rollback.run', env: environment.name, input: { env, ...point, ...request }, lane: databaseLane(environment) }
      return engine.jobs.start(started, (job) => runRollback(engine, tools, environment, { point, ...request, consent }, known, job))
    },
    unfinished: async ({ env }) => ({ rollbacks: await unfinishedRollbacks(engine, env === undefined ? undefined : find(env).id) }),
    leave: ({ rollback }) => leaveRollback(engine, rollback),
  }
}
