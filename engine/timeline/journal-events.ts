import { timelineEventSchema, type TimelineEvent } from '#shared/contract/timeline.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { JournalRow } from '../history/journal.ts'
import { momentOf, type StoryRow } from './story.ts'

/** An environment as the events name it. */
export interface Lane {
  id: string
  name: string
}

type Kind = TimelineEvent['kind']
const kinds: ReadonlySet<string> = new Set(timelineEventSchema.shape.kind.options)

/** What a journal says, as events, in its order; a run shows by its migrations, and by itself only where those do not tell how it ended. */
export function journalEvents(lane: Lane, rows: readonly StoryRow[]): TimelineEvent[] {
  const runs = runFacts(rows)
  let before: StoryRow | undefined
  return rows.flatMap((story) => {
    const { row } = story
    const note = story.note ?? clockNote(story, before)
    if (story.chain !== 'mirror') before = story
    const kind = row.kind === 'run' ? runKind(row, runs) : row.kind
    // What a newer version writes of a kind that is not known here is left to it.
    return kind === undefined || !kinds.has(kind) ? [] : [{ ...journalEvent(lane, story, kind as Kind), ...fingerprints(row, runs), ...(note !== undefined && { note }) }]
  })
}

/** What rows say of the run that others belong to. */
interface RunFacts {
  /** Runs whose failure a migration tells. */
  told: ReadonlySet<string | null>
  /** By run: fingerprint before its first migration and after its last. */
  before: ReadonlyMap<string, string>
  after: ReadonlyMap<string, string>
  /** By run: ids of the first migration and the last. */
  first: ReadonlyMap<string, string>
  last: ReadonlyMap<string, string>
}

const changes: ReadonlySet<string> = new Set(['migration_applied', 'migration_undone'])

function runFacts(rows: readonly StoryRow[]): RunFacts {
  const facts = { told: new Set<string | null>(), before: new Map<string, string>(), after: new Map<string, string>(), first: new Map<string, string>(), last: new Map<string, string>() }
  for (const { row: { id, runId, kind, before, after } } of rows) {
    if (kind === 'migration_failed' || kind === 'undo_failed') facts.told.add(runId)
    if (runId === null) continue
    if (kind === 'run_started' && before) facts.before.set(runId, before)
    if (kind === 'schema' && after) facts.after.set(runId, after)
    if (changes.has(kind)) {
      facts.last.set(runId, id)
      if (!facts.first.has(runId)) facts.first.set(runId, id)
    }
  }
  return facts
}

function fingerprints({ id, runId, before, after }: JournalRow, runs: RunFacts): Pick<TimelineEvent, 'before' | 'after'> {
  const key = runId ?? ''
  return { before: before ?? (runs.first.get(key) === id ? (runs.before.get(key) ?? null) : null), after: after ?? (runs.last.get(key) === id ? (runs.after.get(key) ?? null) : null) }
}

function runKind({ outcome, runId }: JournalRow, { told }: RunFacts): Kind | undefined {
  if (outcome === 'cancelled') return 'run_cancelled'
  if (outcome === 'unknown' || outcome === 'interrupted') return 'run_unknown'
  return outcome === 'failed' && !told.has(runId) ? 'migration_failed' : undefined
}

/** Two writers may be a little apart; more is a clock that was changed. Older versions date a run by its beginning. */
const clockSlackMs = 10_000

function clockNote({ row, chain }: StoryRow, before: StoryRow | undefined): string | undefined {
  if (chain === 'mirror' || !before || row.format < 2 || momentOf(row) >= momentOf(before.row) - clockSlackMs) return undefined
  return `Dated before the event that it follows in the journal (${new Date(momentOf(before.row)).toISOString()}): a clock was changed in between.`
}

/** After a restore another row can have the number of one that is gone. */
export function eventId(envId: string, { row, link }: Pick<StoryRow, 'row' | 'link'>): string {
  return `${envId}/journal/${row.id}${link === null ? `/${row.kind}/${row.runId ?? ''}` : `.${link.digest.slice(0, 8)}`}`
}

function journalEvent({ id, name }: Lane, { row, link, chain }: StoryRow, kind: Kind): TimelineEvent {
  return {
    id: eventId(id, { row, link }), env: name, at: new Date(momentOf(row)).toISOString(), kind,
    runId: row.runId, version: row.version, script: row.script, description: row.description ?? '',
    by: row.actor === null || row.actor === row.dbUser ? row.dbUser : `${row.actor} (${row.dbUser})`, host: row.host, reason: row.reason,
    ms: row.ms, planFingerprint: row.planFingerprint, backupId: row.backupId, problem: row.problem, journalled: link !== null, details: row.details, log: row.log, chain,
  }
}

/** How far the clocks of the history and of the journal are apart at most for one migration, beside the time that it took. */
const apartMs = 60_000

/** Rows of the history that no row of the journal goes with, nor one that was in it: another tool wrote them, or an older version. */
export function withoutJournalled(history: readonly HistoryRow[], journal: readonly JournalRow[], gone: readonly JournalRow[] = []): HistoryRow[] {
  const known = new Set(journal.filter(({ rank }) => rank !== null).map(({ rank, script }) => keyOf(rank, script)))
  const once = new Map(gone.filter(({ rank }) => rank !== null).map((row) => [keyOf(row.rank, row.script), row]))
  // After a restore the same rank can be that of another application.
  const wasJournalled = (key: string, installedOn: string) => {
    const row = once.get(key)
    return row !== undefined && Math.abs(momentOf(row) - Date.parse(installedOn)) <= (row.ms ?? 0) + apartMs
  }
  return history.filter(({ rank, script, installedOn }) => !known.has(keyOf(rank, script)) && !wasJournalled(keyOf(rank, script), installedOn))
}

export function historyEvents(lane: Lane, history: readonly HistoryRow[]): TimelineEvent[] {
  return history.flatMap((row) => {
    const kind = historyKind(row)
    return kind === undefined ? [] : [historyEvent(lane, row, kind)]
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
