import { join } from 'node:path'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'

/** Where the backups of an environment are kept: its own folder, or one below Strata's data folder that outlives the environment. */
export function backupFolder(engine: Pick<Engine, 'info'>, environment: Environment): string {
  return environment.backupFolder || join(engine.info.dataFolder, 'backups', environment.id)
}
