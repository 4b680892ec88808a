import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { AppliedState } from './applied-state.ts'
import type { Past } from './past.ts'
import type { Library } from './planned-script.ts'
import type { Point } from './point.ts'
import type { UsableBackup } from './usable-backups.ts'

/** All that is known when a way back is planned. */
export interface Planning {
  environment: Environment
  client: pg.Client
  past: Past
  point: Point
  now: AppliedState
  wanted: AppliedState
  library: Library
  backups: readonly UsableBackup[]
}
