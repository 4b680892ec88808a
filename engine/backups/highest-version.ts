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
    if (!success) continue
    if (type.startsWith('UNDO') || type === 'DELETE') applied.delete(version)
    else applied.add(version)
  }
  return [...applied].toSorted(byNumber).at(-1) ?? null
}

function byNumber(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[._]/).map(Number)) as [number[], number[]]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
