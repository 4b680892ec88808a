import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { foldHistory } from '#shared/migrations/history.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { Engine } from '../engine.ts'
import type { JournalRow } from '../history/journal.ts'
import { eventId, journalEvents } from './journal-events.ts'
import { readLanes, type LaneRead } from './read-timeline.ts'
import { momentOf, type Story, type StoryRow } from './story.ts'

/** What an environment was right after an event of its timeline. */
export interface StateAt {
  event: TimelineEvent
  /** Moment of the event. */
  at: string
  /** Versions that were applied then, in the order of application. */
  versions: readonly HistoryRow[]
  /** The newest application of each repeatable script, in the order of application. */
  repeatables: readonly HistoryRow[]
  /** Of the schema then, by `schemaFingerprint`; null: not known. */
  fingerprint: string | null
  /** Snapshot of the schema then that this machine has kept. */
  snapshotId: string | null
  /** Ids of the backups of this environment from before it, the newest first. */
  backups: readonly string[]
}

/**
 * What an environment was, by what its journal, its history and this machine's copy of them say: also at a point that a restore has
 * taken out of the journal. Throws `not_found` when there is no such event; the error of the connection where nothing is known.
 */
export async function stateAt(engine: Engine, environment: Environment, id: string): Promise<StateAt> {
  const [lane] = await readLanes(engine, [environment])
  return stateIn(engine, lane as LaneRead, id)
}

export async function stateIn(engine: Engine, { environment, story, backups, events }: LaneRead, id: string): Promise<StateAt> {
  if (story.away && events.length === 0) throw AppError.from(story.away.error)
  const event = events.find((one) => one.id === id)
  if (!event) throw new AppError('not_found', { what: 'event', name: id })
  const before = lineage(environment, story, event)
  const folded = foldHistory([...before.flatMap(({ row }) => historyRow(row)), ...story.history.filter(({ installedOn }) => installedOn <= event.at)])
  return {
    event, at: event.at,
    versions: [...folded.versions.values()].filter(({ state }) => state === 'live').map(({ row }) => row).toSorted(byRank),
    repeatables: [...folded.repeatables.values()].filter(({ success }) => success).toSorted(byRank),
    ...(await schemaThen(engine, environment, before, story.rows, event)),
    backups: backups.filter(({ manifest }) => manifest.createdAt <= event.at).map(({ manifest }) => manifest.id),
  }
}

function byRank(a: HistoryRow, b: HistoryRow): number {
  return a.rank - b.rank
}

/** Rows that led to an event, in their order: of a row that a restore took away, those that it was written after. */
function lineage(environment: Environment, { rows }: Story, event: TimelineEvent): StoryRow[] {
  const at = rows.findIndex((story) => eventId(environment.id, story) === event.id)
  const found = rows[at]
  if (found?.link?.hash && found.chain === 'mirror') return branchOf(found, rows)
  const present = rows.filter(({ chain }) => chain !== 'mirror')
  if (found && found.chain !== 'mirror') return present.slice(0, present.indexOf(found) + 1)
  return present.filter(({ row }) => momentOf(row) <= Date.parse(event.at))
}

function branchOf(newest: StoryRow, rows: readonly StoryRow[]): StoryRow[] {
  const byHash = new Map(rows.map((story) => [story.link?.hash, story]))
  const branch: StoryRow[] = []
  for (let story: StoryRow | undefined = newest; story && !branch.includes(story); story = byHash.get(story.link?.prev)) branch.push(story)
  return branch.toReversed()
}

const types: Partial<Record<JournalRow['kind'], string>> = { migration_applied: 'SQL', migration_failed: 'SQL', migration_undone: 'UNDO_SQL', undo_failed: 'UNDO_SQL', baseline: 'BASELINE' }

/** The row of the history that was written with a row of the journal. */
function historyRow(row: JournalRow): HistoryRow[] {
  const type = types[row.kind]
  if (type === undefined || row.rank === null) return []
  const { rank, version, description, script, checksum, dbUser, ms, outcome } = row
  return [{
    rank, version, description: description ?? '', type, script: script ?? description ?? '', checksum, installedBy: dbUser, installedOn: new Date(momentOf(row)).toISOString(), executionMs: ms ?? 0, success: outcome === 'done',
  }]
}

const changesSchema: ReadonlySet<TimelineEvent['kind']> = new Set(['migration_applied', 'migration_failed', 'migration_undone', 'undo_failed', 'restore', 'put_back', 'rollback', 'rollback_failed', 'drift', 'drift_resolved'])

/** The schema after the last event that changed it. */
async function schemaThen(engine: Engine, environment: Environment, before: readonly StoryRow[], all: readonly StoryRow[], { id, after }: TimelineEvent): Promise<Pick<StateAt, 'fingerprint' | 'snapshotId'>> {
  const last = journalEvents(environment, before).findLast((event) => event.after || changesSchema.has(event.kind))
  const fingerprint = after ?? (last?.id === id ? null : last?.after) ?? null
  return { fingerprint, snapshotId: fingerprint === null ? null : await snapshotOf(engine, environment, all, fingerprint) }
}

/** The snapshot that a row names, or one of the same content where another machine has taken it. */
export async function snapshotOf({ snapshots }: Engine, { id: envId }: Environment, rows: readonly StoryRow[], fingerprint: string): Promise<string | null> {
  const named = rows.filter(({ row }) => row.after === fingerprint).map(({ row: { details } }) => details ?? {})
  const kept = (await snapshots.list(envId)).find(({ id, fingerprint: whole }) => named.some(({ snapshotId, snapshotFingerprint }) => snapshotId === id || snapshotFingerprint === whole))
  return kept?.id ?? null
}
