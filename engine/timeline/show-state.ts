import type { Environment } from '#shared/contract/environments.ts'
import type { TimelineState } from '#shared/contract/timeline.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import { highestVersion } from '../migrations/plan.ts'
import type { Engine } from '../engine.ts'
import { stateAt } from './state-at.ts'

/** State at an event, as it is shown. Throws what `stateAt` throws. */
export async function showState(engine: Engine, environment: Environment, eventId: string): Promise<TimelineState> {
  const { event, versions, repeatables, fingerprint, snapshotId } = await stateAt(engine, environment, eventId)
  return {
    env: environment.name, event, version: highestVersion(versions.map(({ version }) => version ?? '')), versions: versions.map(applied),
    repeatables: repeatables.map(({ script, checksum, installedOn }) => ({ script, checksum, at: installedOn })),
    fingerprint, snapshotId, backups: [], driftSince: [], since: { applied: [], undone: [] },
  }
}

function applied({ version, script, description, installedOn }: HistoryRow): TimelineState['versions'][number] {
  return { version: version ?? '', script, description, at: installedOn }
}
