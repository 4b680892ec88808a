import { lockModes } from '../contract/compare.ts'
import type { LockMode } from '../schema/kind.ts'

/** Modes that a request of the mode has to wait for: PostgreSQL's table "Conflicting Lock Modes" (documentation, 13.3.1), the same in every version. */
const waitsFor: Readonly<Record<LockMode, ReadonlySet<LockMode>>> = {
  'ACCESS SHARE': new Set(lockModes.slice(7)),
  'ROW SHARE': new Set(lockModes.slice(6)),
  'ROW EXCLUSIVE': new Set(lockModes.slice(4)),
  'SHARE UPDATE EXCLUSIVE': new Set(lockModes.slice(3)),
  SHARE: new Set(lockModes.filter((_, index) => index === 2 || index === 3 || index > 4)),
  'SHARE ROW EXCLUSIVE': new Set(lockModes.slice(2)),
  EXCLUSIVE: new Set(lockModes.slice(1)),
  'ACCESS EXCLUSIVE': new Set(lockModes),
}

/** Whether two sessions cannot hold these locks on one relation at the same time. */
export function conflicts(one: LockMode, other: LockMode): boolean {
  return waitsFor[one].has(other)
}

const modes: ReadonlyMap<string, LockMode> = new Map(lockModes.map((mode) => [`${mode.toLowerCase().replace(/(?:^| )(\w)/g, (_, first: string) => first.toUpperCase())}Lock`, mode]))

/** `AccessExclusiveLock`, as pg_locks writes it; undefined for locks that are none of relations, such as SIReadLock. */
export function modeOf(name: string): LockMode | undefined {
  return modes.get(name)
}

/** From the weakest to the strongest. */
export function strength(mode: LockMode): number {
  return lockModes.indexOf(mode)
}
