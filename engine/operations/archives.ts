import type { Handlers } from '#shared/contract/handlers.ts'
import { dropArchive, expireArchives, expiredArchives } from '../archives/drop-archives.ts'
import { putBack } from '../archives/put-back.ts'
import { readArchives } from '../archives/read-archives.ts'
import type { Engine } from '../engine.ts'
import { checkConfirmation } from '../migrations/confirmation.ts'
import { withSession } from '../migrations/locked-session.ts'
import { databaseLane } from '../postgres/lane.ts'

export function archivesOperations(engine: Engine): Handlers<'archives'> {
  return {
    list: async ({ env }) => {
      const environment = engine.environments.get(env)
      const archives = (await withSession(engine, environment, (client) => readArchives(client, environment))).map(({ archive }) => archive)
      return { archives, bytes: archives.reduce((sum, { bytes }) => sum + bytes, 0) }
    },
    putBack: async ({ env, table, overwrite, reason, confirm }) => {
      const environment = engine.environments.get(env)
      checkConfirmation(environment, { confirm, reason })
      const request = { operation: 'archives.putBack', env: environment.name, input: { env, table, overwrite, reason }, lane: databaseLane(environment) }
      return engine.jobs.start(request, (job) => putBack(engine, environment, { table, overwrite, reason }, job))
    },
    drop: async ({ env, table, reason, confirm }) => {
      const environment = engine.environments.get(env)
      checkConfirmation(environment, { confirm, reason })
      await dropArchive(engine, environment, table, reason)
      return { dropped: table }
    },
    expire: async ({ env, dryRun, reason, confirm }) => {
      const environment = engine.environments.get(env)
      if (dryRun) return { dropped: await expiredArchives(engine, environment) }
      checkConfirmation(environment, { confirm, reason })
      return { dropped: await expireArchives(engine, environment, reason) }
    },
  }
}
