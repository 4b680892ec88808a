import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../engine.ts'
import type { SnapshotStore } from './snapshot-store.ts'

/** Unpacked snapshots that are kept: the current one of an environment or two, and one to compare with. */
const most = 4

const caches = new WeakMap<SnapshotStore, Map<string, Snapshot>>()

type Holder = Pick<Engine, 'snapshots'>

/** A saved snapshot, unpacked; the last ones stay unpacked. Throws `not_found` and `snapshot_unreadable`. */
export async function loadSnapshot(engine: Holder, id: string): Promise<Snapshot> {
  const known = cacheOf(engine).get(id)
  const snapshot = known ?? (await engine.snapshots.load(id))
  rememberSnapshot(engine, id, snapshot)
  return snapshot
}

/** Keeps what has just been read or used. */
export function rememberSnapshot(engine: Holder, id: string, snapshot: Snapshot): void {
  const cache = cacheOf(engine)
  cache.delete(id)
  cache.set(id, snapshot)
  for (const old of [...cache.keys()].slice(0, Math.max(0, cache.size - most))) cache.delete(old)
}

function cacheOf({ snapshots }: Holder): Map<string, Snapshot> {
  const cache = caches.get(snapshots) ?? new Map<string, Snapshot>()
  caches.set(snapshots, cache)
  return cache
}
