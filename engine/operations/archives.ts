import type { Handlers } from '#shared/contract/handlers.ts'
import { dropArchive, expireArchives, expiredArchives } from '../archives/drop-archives.ts'
import { putBack } from '../archives/put-back.ts'
import { readArchives } from '../archives/read-archives.ts'
import { confirmOperation } from '../confirmations/confirm-operation.ts'
import type { Engine } from '../engine.ts'
import { withSession } from '../migrations/locked-session.ts'
import { databaseLane } from '../postgres/lane.ts'

export function archivesOperations(engine: Engine): Handlers<'archives'> {
  return {
    list: async ({ env }) => {
      const environment = engine.environments.get(env)
      const archives = (await withSession(engine, environment, (client) => readArchives(client, environment))).map(({ archive }) => archive)
      return { archives, bytes: archives.reduce((sum, { bytes }) => sum + bytes, 0) }
    },
    putBack: async ({ env, table, overwrite, ...input }) => {
      const environment = engine.environments.get(env)
      const reason = await confirmOperation(engine, environment, input, { operation: 'archives.putBack', plan: overwrite ? `${table} overwrite` : table })
      const request = { operation: 'archives.putBack', env: environment.name, input: { env, table, overwrite, reason }, lane: databaseLane(environment) }
      return engine.jobs.start(request, (job) => putBack(engine, environment, { table, overwrite, reason }, job))
    },
    drop: async ({ env, table, ...input }) => {
      const environment = engine.environments.get(env)
      const reason = await confirmOperation(engine, environment, input, { operation: 'archives.drop', plan: table })
      await dropArchive(engine, environment, table, reason)
      return { dropped: table }
    },
    expire: async ({ env, dryRun, ...input }) => {
      const environment = engine.environments.get(env)
      if (dryRun) return { dropped: await expiredArchives(engine, environment) }
      const reason = await confirmOperation(engine, environment, input, { operation: 'archives.expire', plan: '' })
      return { dropped: await expireArchives(engine, environment, reason) }
    },
  }
}
