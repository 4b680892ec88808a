import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { foldHistory } from '#shared/migrations/history.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { listBackups } from '../backups/manifests.ts'
import type { Engine } from '../engine.ts'
import { readHistory } from '../history/history.ts'
import { withSession } from '../migrations/locked-session.ts'
import { readTimeline } from './read-timeline.ts'

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

/** Throws `not_found` when there is no such event, and what reading the timeline throws. */
export async function stateAt(engine: Engine, environment: Environment, eventId: string): Promise<StateAt> {
  const { events } = await readTimeline(engine, [environment], 10_000)
  const event = events.find(({ id }) => id === eventId)
  if (!event) throw new AppError('not_found', { what: 'event', name: eventId })
  const history = await withSession(engine, environment, (client) => readHistory(client, environment))
  const backups = await listBackups(engine)
  const folded = foldHistory(history.filter(({ installedOn }) => installedOn <= event.at))
  return {
    event, at: event.at,
    versions: [...folded.versions.values()].filter(({ state }) => state === 'live').map(({ row }) => row).toSorted((a, b) => a.rank - b.rank),
    repeatables: [...folded.repeatables.values()].toSorted((a, b) => a.rank - b.rank),
    fingerprint: event.after ?? null, snapshotId: null,
    backups: backups.filter(({ manifest }) => (manifest.envId ?? environment.id) === environment.id && manifest.createdAt <= event.at).map(({ manifest }) => manifest.id),
  }
}
