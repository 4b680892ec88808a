import type { AppErrorData } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { ChainRow } from '../history/chain.ts'
import type { JournalRow } from '../history/journal.ts'

/** A row of the journal with how it stands in the chain. */
export interface StoryRow {
  row: JournalRow
  /** Null: an event that only this machine has. */
  link: Omit<ChainRow, 'format'> | null
  chain: NonNullable<TimelineEvent['chain']>
  note?: string
}

/** What is known of what happened to one environment. */
export interface Story {
  /** In the order of the chain, what is not sealed yet last; rows that the journal has not any more stand where their time puts them. */
  rows: readonly StoryRow[]
  /** Rows of the history that no row of the journal goes with, in the order of their ranks. */
  history: readonly HistoryRow[]
  /** The whole history as the database has it now; that of a database that is away is not known. */
  wholeHistory: readonly HistoryRow[] | null
  findings: readonly Diagnostic[]
  /** Why the database could not be read, and when it last was. */
  away?: { error: AppErrorData; since: string | null }
}

/** When it happened: of a run its end. A date that nobody could have written counts as the oldest. */
export function momentOf({ kind, at, endedAt }: JournalRow): number {
  const time = (kind === 'run' ? (endedAt ?? at) : at) as Date | number
  const ms = time instanceof Date ? time.getTime() : Number.NaN
  return Number.isNaN(ms) ? 0 : ms
}
