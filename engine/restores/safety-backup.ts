import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { createBackup } from '../backups/create-backup.ts'
import type { Engine } from '../engine.ts'
import type { DeskJob } from './desk.ts'

/** Backs the database up before it is changed; gives its id, or null where people want none. Throws what a backup throws, with the words for what then. */
export async function makeSafetyBackup(engine: Engine, environment: Environment, reason: string, options: DeskJob & { withoutSafetyBackup?: boolean }): Promise<string | null> {
  const { signal, progress, log } = options
  if (options.withoutSafetyBackup) {
    log('warning', `No backup of ${environment.connection.database} is made before it is changed, as was asked for.`)
    return null
  }
  try {
    const { id } = await createBackup(engine, environment, { signal, progress, log, reason, trigger: 'before_restore' })
    log('info', `Backup ${id} of the database as it is now`)
    return id
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code === 'cancelled') throw error
    const { code, params, state: _state, help, ...rest } = error.data
    throw new AppError(code, params, { ...rest, state: 'Nothing was changed: the backup of the database as it is now could not be made.', help: `${help} Or go on without it, with a reason.`, cause: thrown })
  }
}
