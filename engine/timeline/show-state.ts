import type { Environment } from '#shared/contract/environments.ts'
import type { TimelineState } from '#shared/contract/timeline.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import { highestVersion } from '../migrations/plan.ts'
import type { Engine } from '../engine.ts'
import { readLanes, type LaneRead } from './read-timeline.ts'
import { stateIn } from './state-at.ts'

/** State at an event, as it is shown, with what has changed since. Throws what `stateAt` throws. */
export async function showState(engine: Engine, environment: Environment, eventId: string): Promise<TimelineState> {
  const [found] = await readLanes(engine, [environment])
  const lane = found as LaneRead
  const { event, versions, repeatables, fingerprint, snapshotId, backups } = await stateIn(engine, lane, eventId)
  const newest = lane.events.findLast(({ chain }) => chain !== 'mirror')
  const now = newest ? (await stateIn(engine, lane, newest.id)).versions : []
  return {
    env: environment.name, event, version: highestVersion(names(versions)), versions: versions.map(applied),
    repeatables: repeatables.map(({ script, checksum, installedOn }) => ({ script, checksum, at: installedOn })),
    fingerprint, snapshotId,
    backups: lane.backups.filter(({ manifest }) => backups.includes(manifest.id)).map(({ manifest }) => ({ id: manifest.id, at: manifest.createdAt, version: manifest.migrationVersion })),
    driftSince: lane.events.slice(lane.events.indexOf(event) + 1).filter(({ kind }) => kind === 'drift'),
    since: { applied: difference(names(now), names(versions)), undone: difference(names(versions), names(now)) },
  }
}

function names(rows: readonly HistoryRow[]): string[] {
  return rows.flatMap(({ version }) => (version === null ? [] : [version]))
}

function difference(of: readonly string[], without: readonly string[]): string[] {
  return of.filter((version) => !without.includes(version))
}

function applied({ version, script, description, installedOn }: HistoryRow): TimelineState['versions'][number] {
  return { version: version ?? '', script, description, at: installedOn }
}
