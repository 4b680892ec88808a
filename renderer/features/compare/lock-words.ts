import type { PlannedAction } from '#shared/contract/compare.ts'

type LockMode = PlannedAction['locks'][number]['mode']
export type LockEffect = 'all' | 'writes' | 'maintenance' | 'none'

/** What others must wait with while the lock is held: PostgreSQL's table of conflicting lock modes, explicit-locking.html. */
const effects: Record<LockMode, LockEffect> = {
  'ACCESS EXCLUSIVE': 'all',
  EXCLUSIVE: 'writes',
  'SHARE ROW EXCLUSIVE': 'writes',
  SHARE: 'writes',
  'SHARE UPDATE EXCLUSIVE': 'maintenance',
  'ROW EXCLUSIVE': 'none',
  'ROW SHARE': 'none',
  'ACCESS SHARE': 'none',
}

export interface LockLine {
  mode: LockMode
  effect: LockEffect
  relations: readonly string[]
}

/** The locks of a statement, one line for each mode, the strongest first. */
export function lockLines(locks: PlannedAction['locks']): LockLine[] {
  return (Object.keys(effects) as LockMode[]).flatMap((mode) => {
    const relations = locks.filter((lock) => lock.mode === mode).map(({ relation }) => relation)
    return relations.length > 0 ? [{ mode, effect: effects[mode], relations }] : []
  })
}
