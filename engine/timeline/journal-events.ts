import type { TimelineEvent } from '#shared/contract/timeline.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { JournalRow } from '../history/journal.ts'

/** An environment as the events name it. */
export interface Lane {
  id: string
  name: string
}

type Kind = TimelineEvent['kind']

/** What a journal says, as events; a run shows by its migrations, and by itself only where those do not tell how it ended. */
export function journalEvents(lane: Lane, rows: readonly JournalRow[]): TimelineEvent[] {
  const told = new Set(rows.filter(({ kind }) => kind === 'migration_failed' || kind === 'undo_failed').map(({ runId }) => runId))
  return rows.flatMap((row) => {
    const kind = row.kind === 'run' ? runKind(row, told) : row.kind
    return kind === undefined ? [] : [journalEvent(lane, row, kind)]
  })
}

function runKind({ outcome, runId }: JournalRow, told: ReadonlySet<string | null>): Kind | undefined {
  if (outcome === 'cancelled') return 'run_cancelled'
  if (outcome === 'unknown' || outcome === 'interrupted') return 'run_unknown'
  return outcome === 'failed' && !told.has(runId) ? 'migration_failed' : undefined
}

function journalEvent({ id, name }: Lane, row: JournalRow, kind: Kind): TimelineEvent {
  return {
    id: `${id}/journal/${row.id}`, env: name, at: (row.kind === 'run' ? (row.endedAt ?? row.at) : row.at).toISOString(), kind,
    runId: row.runId, version: row.version, script: row.script, description: row.description ?? '',
    by: row.actor === null || row.actor === row.dbUser ? row.dbUser : `${row.actor} (${row.dbUser})`, host: row.host, reason: row.reason,
    ms: row.ms, planFingerprint: row.planFingerprint, backupId: row.backupId, problem: row.problem, journalled: true,
  }
}

/** Rows of the history that no row of the journal goes with: another tool wrote them, or an older version. */
export function historyEvents(lane: Lane, history: readonly HistoryRow[], journal: readonly JournalRow[]): TimelineEvent[] {
  const known = new Set(journal.filter(({ rank }) => rank !== null).map(({ rank, script }) => keyOf(rank, script)))
  return history.flatMap((row) => {
    const kind = historyKind(row)
    return kind === undefined || known.has(keyOf(row.rank, row.script)) ? [] : [historyEvent(lane, row, kind)]
  })
}

function historyKind({ type, success }: HistoryRow): Kind | undefined {
  if (type === 'SCHEMA' || type === 'DELETE') return undefined
  if (type.startsWith('UNDO')) return success ? 'migration_undone' : 'undo_failed'
  if (type === 'BASELINE') return 'baseline'
  return success ? 'migration_applied' : 'migration_failed'
}

function historyEvent({ id, name }: Lane, row: HistoryRow, kind: Kind): TimelineEvent {
  return {
    id: `${id}/history/${row.rank}`, env: name, at: row.installedOn, kind, runId: null, version: row.version, script: row.script, description: row.description,
    by: row.installedBy, host: null, reason: null, ms: row.executionMs, planFingerprint: null, backupId: null, problem: null, journalled: false,
  }
}

function keyOf(rank: number | null, script: string | null): string {
  return `${rank} ${script}`
}
