import type { Entry } from '../entries.ts'

/** An undo, and the event that it took back. */
export interface Arc {
  from: Entry
  to: Entry
}

/** Every undo of a lane with the last time that its migration was applied, or failed, before it. Entries: the oldest first. */
export function arcsOf(entries: readonly Entry[]): Arc[] {
  const applied = new Map<string, Entry>()
  return entries.flatMap((entry) => {
    const { kind, version, script } = entry.event
    const key = version ?? script
    if (key === null) return []
    if (kind === 'migration_applied' || kind === 'migration_failed') applied.set(key, entry)
    if (kind !== 'migration_undone') return []
    const to = applied.get(key)
    applied.delete(key)
    return to ? [{ from: entry, to }] : []
  })
}
