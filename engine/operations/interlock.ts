import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'
import { blindSpots, readDumps, readMigrations } from '../interlock/busy.ts'
import { withSession } from '../migrations/locked-session.ts'

export function interlockOperations(engine: Engine): Handlers<'interlock'> {
  return {
    check: ({ env }) => {
      const environment = engine.environments.get(env)
      return withSession(engine, environment, async (client) => ({
        env: environment.name, dumps: await readDumps(client), migrations: await readMigrations(client, environment), notes: await blindSpots(client),
      }))
    },
  }
}
