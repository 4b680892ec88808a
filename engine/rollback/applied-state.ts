import { foldHistory } from '#shared/migrations/history.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'

/** A migration that is in effect at some point of the history. */
export interface AppliedEntry {
  /** Null: repeatable. */
  version: string | null
  description: string
  script: string
  /** SQL, SQL_BASELINE, BASELINE, JDBC ... */
  type: string
  checksum: number | null
  rank: number
  /** ISO 8601. */
  at: string
}

export interface AppliedState {
  /** In the order of application. */
  versioned: readonly AppliedEntry[]
  repeatable: readonly AppliedEntry[]
  /** Scripts whose failure is recorded: what they left behind is not known. */
  failed: readonly string[]
  /** Highest version; null: none. */
  highest: string | null
}

/** What the history amounts to after the row of that rank. */
export function stateAfter(history: readonly HistoryRow[], rank: number = Number.MAX_SAFE_INTEGER): AppliedState {
  const folded = foldHistory(history.filter((row) => row.rank <= rank))
  const versions = [...folded.versions.values()]
  return {
    versioned: versions.filter(({ state }) => state === 'live').map(({ row }) => entryOf(row)).toSorted(byRank),
    repeatable: [...folded.repeatables.values()].filter(({ success }) => success).map(entryOf).toSorted(byRank),
    failed: [...versions.filter(({ state }) => state === 'failed').map(({ row }) => row.script), ...[...folded.repeatables.values()].filter(({ success }) => !success).map(({ script }) => script)],
    highest: folded.current,
  }
}

function entryOf({ version, description, script, type, checksum, rank, installedOn }: HistoryRow): AppliedEntry {
  return { version, description, script, type, checksum, rank, at: installedOn }
}

function byRank(a: AppliedEntry, b: AppliedEntry): number {
  return a.rank - b.rank
}

export function versionsOf({ versioned }: AppliedState): string[] {
  return versioned.flatMap(({ version }) => (version === null ? [] : [version]))
}
