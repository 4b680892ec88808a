import type { DumpChoice } from '#shared/contract/backups-making.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { backupContents, checkBackup } from '../backups/check-backup.ts'
import { createBackup } from '../backups/create-backup.ts'
import { planDump } from '../backups/dump-plan.ts'
import { personText } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'
import { databaseLane } from '../postgres/lane.ts'

export function backupsMakingOperations(engine: Engine): Pick<Handlers<'backups'>, 'check' | 'contents' | 'create'> {
  return {
    check: async ({ env, target, ...choice }) => checkBackup(engine, engine.environments.get(env), given(choice), target === undefined ? undefined : engine.environments.get(target)),
    contents: async ({ env }) => backupContents(engine, engine.environments.get(env)),
    create: ({ env, reason, wait, override, ...more }) => {
      const environment = engine.environments.get(env)
      const choice = given(more)
      planDump(environment.backups, choice)
      const request = { operation: 'backups.create', by: personText(engine.actor), env: environment.name, input: { env, reason, wait, override, ...choice }, lane: override === undefined ? databaseLane(environment) : undefined }
      return engine.jobs.start(request, (job) => createBackup(engine, environment, { reason, trigger: 'manual', choice, wait, override, ...job }))
    },
  }
}

/** Without what was not said. */
function given(choice: DumpChoice): DumpChoice {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined))
}
