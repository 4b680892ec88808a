import { compareVersions, isVersion } from '#shared/migrations/version.ts'

export interface HistoryVersion {
  version: string
  /** Flyway's type: SQL, BASELINE, UNDO_SQL, DELETE and so on. */
  type: string
  success: boolean
}

/** The highest version that is applied after all rows, in the order in which they were written; null when none is. */
export function highestVersion(rows: readonly HistoryVersion[]): string | null {
  const applied = new Set<string>()
  for (const { version, type, success } of rows) {
    if (!success || !isVersion(version)) continue
    if (type.startsWith('UNDO') || type === 'DELETE') applied.delete(version)
    else applied.add(version)
  }
  return [...applied].toSorted(compareVersions).at(-1) ?? null
}
