import type { Handlers } from '#shared/contract/handlers.ts'
import { belongsTo, environmentOf } from '../backups/backup-environment.ts'
import { checkBackup } from '../backups/check-backup.ts'
import { createBackup } from '../backups/create-backup.ts'
import { deleteBackup, findBackup, listBackups } from '../backups/manifests.ts'
import { restoreAndRemember } from '../backups/remember-restore.ts'
import type { Engine } from '../engine.ts'
import { checkConfirmation } from '../migrations/confirmation.ts'
import { databaseLane } from '../postgres/lane.ts'

export function backupsOperations(engine: Engine): Handlers<'backups'> {
  return {
    list: async ({ env }) => {
      const stored = await listBackups(engine)
      const wanted = env === undefined ? stored : stored.filter(({ manifest }) => belongsTo(manifest, engine.environments.get(env)))
      return { backups: wanted.map(({ backup }) => backup) }
    },
    show: async ({ backup }) => {
      const stored = await findBackup(engine, backup)
      return { manifest: stored.manifest, backup: stored.backup }
    },
    check: async ({ env }) => checkBackup(engine, engine.environments.get(env)),
    create: ({ env, reason }) => {
      const environment = engine.environments.get(env)
      const request = { operation: 'backups.create', env: environment.name, input: { env, reason }, lane: databaseLane(environment) }
      return engine.jobs.start(request, (job) => createBackup(engine, environment, { reason, trigger: 'manual', ...job }))
    },
    delete: async ({ backup }) => {
      const stored = await findBackup(engine, backup)
      return { deleted: backup, bytes: await deleteBackup(stored) }
    },
    restore: async (input) => {
      const stored = await findBackup(engine, input.backup)
      const environment = input.env === undefined ? environmentOf(engine, stored.manifest) : engine.environments.get(input.env)
      checkConfirmation(environment, input)
      const { into, reason = '' } = input
      const lane = databaseLane({ ...environment, connection: { ...environment.connection, database: into } })
      return engine.jobs.start({ operation: 'backups.restore', env: environment.name, input, lane }, (job) => restoreAndRemember(engine, stored, environment, { into, reason, ...job }))
    },
  }
}
