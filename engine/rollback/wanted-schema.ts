import type { Environment } from '#shared/contract/environments.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../engine.ts'
import { ownSchema } from '../preview/known-schema.ts'
import { tellDifferences } from '../preview/prove/tell-differences.ts'
import { loadSnapshot } from '../schema/loaded-snapshots.ts'
import { fingerprintOf } from '../schema/take-snapshot.ts'
import type { AppliedState } from './applied-state.ts'
import type { Past } from './past.ts'
import type { Point } from './point.ts'

/** What the schema was at the point, without the tables of the history. */
export interface WantedSchema {
  /** Null: of a schema that was built in a shadow, where owners and privileges are others. */
  fingerprint: string | null
  /** Null: only its fingerprint is known. */
  snapshot: Snapshot | null
}

/** Schemas of states that previews have built from their migrations, while the process runs. */
export class ReplayedSchemas {
  readonly #kept = new Map<string, Snapshot>()

  set(envId: string, state: AppliedState, snapshot: Snapshot): void {
    this.#kept.set(keyOf(envId, state), snapshot)
    for (const old of [...this.#kept.keys()].slice(0, Math.max(0, this.#kept.size - mostKept))) this.#kept.delete(old)
  }

  get(envId: string, state: AppliedState): Snapshot | undefined {
    return this.#kept.get(keyOf(envId, state))
  }
}

const mostKept = 10

function keyOf(envId: string, { versioned, repeatable }: AppliedState): string {
  return JSON.stringify([envId, [...versioned, ...repeatable].map(({ rank, script, checksum }) => [rank, script, checksum])])
}

export function fromReplay(snapshot: Snapshot): WantedSchema {
  return { snapshot, fingerprint: null }
}

interface Seeking {
  point: Point
  wanted: AppliedState
  past: Past
  replayed: ReplayedSchemas
}

/** From a snapshot that was kept between the migration before the point and the one after it, else as a preview has built it; undefined: nobody knows what it was. */
export async function wantedSchema(engine: Engine, environment: Environment, { point, wanted, past, replayed }: Seeking): Promise<WantedSchema | undefined> {
  const { from, to } = timeOf(point, past)
  const kept = (await engine.snapshots.list(environment.id)).filter(({ schemas, migrationVersion, takenAt, database }) => schemas === null && database === environment.connection.database && migrationVersion === wanted.highest && takenAt >= from && takenAt < to)
  // The newest from before the point, else the first after it.
  const best = kept.find(({ takenAt }) => takenAt <= point.at.toISOString()) ?? kept.at(-1)
  if (best) {
    const snapshot = ownSchema(await loadSnapshot(engine, best.id), environment)
    return { snapshot, fingerprint: fingerprintOf(snapshot) }
  }
  const built = replayed.get(environment.id, wanted)
  return built && fromReplay(built)
}

/** The time in which the history was as at the point. */
function timeOf({ rank }: Point, { situation: { history }, journal }: Past): { from: string; to: string } {
  const told = (wanted: number, otherwise: string) => journal.find((row) => row.rank === wanted)?.at.toISOString() ?? otherwise
  const last = history.findLast((row) => row.rank <= rank)
  const next = history.find((row) => row.rank > rank)
  return { from: last ? told(last.rank, last.installedOn) : '', to: next ? told(next.rank, next.installedOn) : '9999' }
}

const notOfAShadow = /^(owner|privilege|default-privilege|security-label):/

/** What the schema is and was not at the point, in sentences. */
export function compareSchema({ fingerprint, snapshot }: WantedSchema, now: Snapshot): string[] {
  if (fingerprint !== null && fingerprint === fingerprintOf(now)) return []
  if (!snapshot) return ['The schema is another one than it was at that point; what differs is not known, because no snapshot of it was kept.']
  return tellDifferences(snapshot, now).filter(({ id }) => fingerprint !== null || !notOfAShadow.test(id)).map(({ text }) => text)
}
