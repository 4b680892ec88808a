import type { Environment } from '#shared/contract/environments.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../engine.ts'
import { withoutHistory } from '../compare/own-tables.ts'
import { loadSnapshot } from '../schema/loaded-snapshots.ts'
import type { Previews } from './previews.ts'

const without = new WeakMap<Snapshot, Snapshot>()

/** The schema without the tables of the history; made once of each. */
export function ownSchema(snapshot: Snapshot, environment: Environment): Snapshot {
  const known = without.get(snapshot) ?? withoutHistory(snapshot, [environment])
  without.set(snapshot, known)
  return known
}

/** The schema that an environment was last seen with, without asking its server: in a preview of the script, or else in any, or in the newest snapshot. */
export async function lastKnownSchema(engine: Engine, environment: Environment, previews: Previews, script?: string): Promise<Snapshot | undefined> {
  const kept = script === undefined ? undefined : previews.newest(environment.id, script)
  if (kept) return kept.steps.get(script ?? '')?.before
  const newest = await engine.snapshots.newest(environment.id)
  const preview = previews.newest(environment.id)
  if (preview && (!newest || preview.preview.at > newest.takenAt)) return preview.before
  return newest && ownSchema(await loadSnapshot(engine, newest.id), environment)
}
