import type { Manifest } from '../../shared/contract/backups.ts'
import type { TourWorld } from './tour-world.ts'

/** What a step has found out, for the steps after it. */
export interface TourNotes {
  backup?: Manifest
  /** Why no backup can be made here, and what to do about it. */
  noClient?: string
}

export interface TourStep {
  title: string
  /** Does it, and says in words what came of it; throws when that is not what it should be. */
  run(world: TourWorld, notes: TourNotes): Promise<string[]>
}

export const env = 'production'
/** Production asks for its name. The backups of the tour are made by a step of their own. */
export const confirmed = { env, confirm: env, backup: false }
