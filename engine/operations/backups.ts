import type { Handlers } from '#shared/contract/handlers.ts'
import { belongsTo, environmentOf } from '../backups/backup-environment.ts'
import { refuseDeletion } from '../backups/keeping/prune.ts'
import { withExpiry } from '../backups/keeping/retention.ts'
import { deleteBackup, findBackup, listBackups } from '../backups/manifests.ts'
import { restoreAndRemember } from '../backups/remember-restore.ts'
import { confirmOperation } from '../confirmations/confirm-operation.ts'
import type { Engine } from '../engine.ts'
import { databaseLane } from '../postgres/lane.ts'
import { keepingOperations } from './backups-keeping.ts'
import { backupsFilesOperations } from './backups-files.ts'
import { backupsMakingOperations } from './backups-making.ts'

export function backupsOperations(engine: Engine): Handlers<'backups'> {
  return {
    ...backupsMakingOperations(engine),
    ...keepingOperations(engine),
    ...backupsFilesOperations(engine),
    list: async ({ env }) => {
      const stored = await listBackups(engine)
      const wanted = env === undefined ? stored : stored.filter(({ manifest }) => belongsTo(manifest, engine.environments.get(env)))
      return { backups: await withExpiry(engine, wanted) }
    },
    show: async ({ backup }) => {
      const stored = await findBackup(engine, backup)
      return { manifest: stored.manifest, backup: stored.backup }
    },
    delete: async ({ backup }) => {
      const stored = await findBackup(engine, backup)
      await refuseDeletion(engine, stored)
      return { deleted: backup, bytes: await deleteBackup(stored) }
    },
    restore: async (input) => {
      const stored = await findBackup(engine, input.backup)
      const environment = input.env === undefined ? environmentOf(engine, stored.manifest) : engine.environments.get(input.env)
      const { into, confirm: _confirm, confirmation: _token, ...asked } = input
      const reason = (await confirmOperation(engine, environment, input, { operation: 'backups.restore', plan: `${input.backup} ${into}` })) ?? ''
      const lane = databaseLane({ ...environment, connection: { ...environment.connection, database: into } })
      return engine.jobs.start({ operation: 'backups.restore', env: environment.name, input: { ...asked, into, reason }, lane }, (job) => restoreAndRemember(engine, stored, environment, { into, reason, ...job }))
    },
  }
}
