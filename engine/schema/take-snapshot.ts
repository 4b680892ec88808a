import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import type { SnapshotInfo } from '#shared/contract/schema.ts'
import { foldHistory } from '#shared/migrations/history.ts'
import { kinds } from '#shared/kinds/index.ts'
import { fingerprint } from '#shared/schema/fingerprint.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../engine.ts'
import { readHistory } from '../history/history.ts'
import { inspectHistory } from '../history/inspect-history.ts'
import { sha256 } from '../migrations/read-folder.ts'
import { connect } from '../postgres/connect.ts'
import { rememberSnapshot } from './loaded-snapshots.ts'
import { readSnapshot } from './read-snapshot.ts'

export interface TakeOptions {
  trigger: SnapshotInfo['trigger']
  name?: string | undefined
  schemas?: readonly string[] | undefined
  signal?: AbortSignal | undefined
  progress?: ((progress: Progress) => void) | undefined
}

export interface Taken {
  info: SnapshotInfo
  snapshot: Snapshot
}

const fingerprints = new WeakMap<Snapshot, string>()

/** Hash over what is compared of a snapshot; counted once for each. */
export function fingerprintOf(snapshot: Snapshot): string {
  const known = fingerprints.get(snapshot) ?? fingerprint(snapshot, sha256)
  fingerprints.set(snapshot, known)
  return known
}

/** Reads the schema of an environment, without keeping it. Throws the errors of `readSnapshot`. */
export function readEnvironment(
  engine: Pick<Engine, 'vault' | 'actor'>,
  environment: Environment,
  { schemas, signal, progress }: Omit<TakeOptions, 'trigger' | 'name'> = {},
): Promise<Snapshot> {
  return readSnapshot((abort) => connect(engine, environment, { purpose: 'schema', ...(abort && { signal: abort }) }), kinds, { schemas, signal, progress })
}

/** Reads the schema of an environment and keeps it. Throws the errors of `readSnapshot`, and `store_unusable`. */
export async function takeSnapshot(engine: Engine, environment: Environment, options: TakeOptions): Promise<Taken> {
  const snapshot = await readEnvironment(engine, environment, options)
  return keepSnapshot(engine, environment, snapshot, options)
}

export async function keepSnapshot(engine: Engine, environment: Environment, snapshot: Snapshot, { trigger, name, signal }: TakeOptions): Promise<Taken> {
  const migrationVersion = await versionNow(engine, environment, signal)
  const info = await engine.snapshots.save(snapshot, {
    env: environment.name,
    envId: environment.id,
    name: name ?? null,
    trigger,
    fingerprint: fingerprintOf(snapshot),
    migrationVersion,
    by: `${engine.actor.user}@${engine.actor.host}`,
  })
  rememberSnapshot(engine, info.id, snapshot)
  return { info, snapshot }
}

/** Version of the migrations; null where there is no history, or none that this user may read. */
async function versionNow(engine: Engine, environment: Environment, signal?: AbortSignal): Promise<string | null> {
  let client: pg.Client | undefined
  try {
    client = await connect(engine, environment, { purpose: 'read', signal })
    const { place } = await inspectHistory(client, environment)
    return place.historyExists ? foldHistory(await readHistory(client, environment)).current : null
  } catch {
    return null
  } finally {
    await client?.end().catch(() => {})
  }
}
