import type { Backup } from '../contract/backups.ts'

/** What is known of a backup's worth: `never` was not tried yet. */
export type Trust = Exclude<Backup['condition'], 'ok'> | 'never' | 'verified' | 'differs' | 'failed'

/** A damaged archive stays one, whatever was found before; else the newest of its rehearsals and restores counts. */
export function trustOf({ condition, rehearsal, lastRestore }: Pick<Backup, 'condition' | 'rehearsal' | 'lastRestore'>): { trust: Trust; at: string | null; by: 'rehearsal' | 'restore' | null } {
  if (condition !== 'ok') return { trust: condition, at: null, by: null }
  const rehearsed = rehearsal !== null && (lastRestore === null || Date.parse(rehearsal.at) >= Date.parse(lastRestore.at))
  const newest = rehearsed ? rehearsal : lastRestore
  if (!newest) return { trust: 'never', at: null, by: null }
  return { trust: newest.outcome, at: newest.at, by: rehearsed ? 'rehearsal' : 'restore' }
}

/** Nobody should rely on it: its archive is damaged or gone, or it could not be restored. */
export function isUnsound(trust: Trust): boolean {
  return trust === 'damaged' || trust === 'file_missing' || trust === 'failed'
}
