import type { HistoryRow } from './history-row.ts'
import { compareVersions, isVersion, versionKey } from './version.ts'

export interface VersionHistory {
  version: string
  /** The row that tells the state: of the last application, or of the undo that failed. */
  row: HistoryRow
  state: 'live' | 'undone' | 'failed'
  /** Applied after a higher version. */
  outOfOrder: boolean
}

/** What the rows of a history table amount to. */
export interface FoldedHistory {
  /** By versionKey; versions marked deleted are not among them. */
  versions: Map<string, VersionHistory>
  /** The latest row of each repeatable migration, by its stored description. */
  repeatables: Map<string, HistoryRow>
  /** Rows whose version is none. */
  unreadable: HistoryRow[]
  /** Highest version that is applied now. */
  current: string | null
  /** Highest baseline; up to it nothing runs. */
  baseline: string | null
}

export function foldHistory(rows: readonly HistoryRow[]): FoldedHistory {
  const folded: FoldedHistory = { versions: new Map(), repeatables: new Map(), unreadable: [], current: null, baseline: null }
  for (const row of rows.toSorted((a, b) => a.rank - b.rank)) {
    if (row.type === 'SCHEMA') continue
    if (row.version === null) foldRepeatable(folded, row)
    else if (isVersion(row.version)) foldVersion(folded.versions, row, row.version)
    else folded.unreadable.push(row)
  }
  markOrder(folded)
  return folded
}

export function isBaseline(row: HistoryRow): boolean {
  return row.type === 'BASELINE' || row.type.endsWith('_BASELINE')
}

function foldRepeatable({ repeatables }: FoldedHistory, row: HistoryRow): void {
  if (row.type === 'DELETE') repeatables.delete(row.description)
  else repeatables.set(row.description, row)
}

function foldVersion(versions: Map<string, VersionHistory>, row: HistoryRow, version: string): void {
  const key = versionKey(version)
  const known = versions.get(key)
  // Repair copies the success of the row that it marks deleted, so that of a DELETE row says nothing.
  if (row.type === 'DELETE') versions.delete(key)
  else if (!row.type.startsWith('UNDO')) versions.set(key, { version, row, state: row.success ? 'live' : 'failed', outOfOrder: false })
  else if (!row.success) versions.set(key, { version, row, state: 'failed', outOfOrder: false })
  else if (known) versions.set(key, { ...known, state: 'undone' })
}

function markOrder(folded: FoldedHistory): void {
  const live = [...folded.versions.values()].filter(({ state }) => state === 'live').toSorted((a, b) => a.row.rank - b.row.rank)
  for (const entry of live) {
    if (isBaseline(entry.row)) folded.baseline = higher(folded.baseline, entry.version)
    entry.outOfOrder = folded.current !== null && compareVersions(entry.version, folded.current) < 0
    folded.current = higher(folded.current, entry.version)
  }
}

function higher(a: string | null, b: string): string {
  return a !== null && compareVersions(a, b) > 0 ? a : b
}
