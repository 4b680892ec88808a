import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { StoredBackup } from '../backups/manifests.ts'

/** Seconds from and to. */
export interface Range {
  low: number
  high: number
}

/** From the fastest to the slowest of earlier times, in ms; null: there were none. */
export function rangeOf(times: readonly number[]): Range | null {
  return times.length === 0 ? null : { low: Math.min(...times) / 1000, high: Math.max(...times) / 1000 }
}

/** How long a script took when it ran here before. */
export function scriptSeconds(history: readonly HistoryRow[], script: string): Range | null {
  return rangeOf(history.filter((row) => row.success && row.script === script).map(({ executionMs }) => executionMs))
}

/** The last three of the environment. */
export function backupSeconds(backups: readonly StoredBackup[]): Range | null {
  return rangeOf(backups.slice(0, 3).map(({ manifest }) => manifest.ms))
}

/** How long it took to restore it before; else as a rule of thumb: loading takes from as long as dumping to five times that. */
export function restoreSeconds({ manifest, findings }: StoredBackup): Range {
  const before = rangeOf([...findings.restores.filter(({ outcome }) => outcome !== 'failed').map(({ ms }) => ms), ...findings.rehearsals.filter(({ outcome }) => outcome !== 'failed').map(({ ms }) => ms)])
  return before ?? { low: manifest.ms / 1000, high: (manifest.ms * 5) / 1000 }
}

/** Null where one of them is not known. */
export function sum(ranges: readonly (Range | null)[]): Range | null {
  return ranges.reduce<Range | null>((total, range) => (total && range ? { low: total.low + range.low, high: total.high + range.high } : null), { low: 0, high: 0 })
}
