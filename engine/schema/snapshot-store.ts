import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { SnapshotInfo } from '#shared/contract/schema.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'

/** What the reader of a snapshot cannot know of it. */
export type SnapshotOrigin = Pick<SnapshotInfo, 'env' | 'envId' | 'name' | 'trigger' | 'fingerprint' | 'migrationVersion' | 'by'>

/** Keeps snapshots, compressed. Times are ISO 8601, the newest comes first. */
export interface SnapshotStore {
  /** Of one environment, by its id, or all. */
  list(envId?: string): Promise<SnapshotInfo[]>
  /** Throws `not_found`. */
  get(id: string): Promise<SnapshotInfo>
  /** The newest of the whole database of an environment. */
  newest(envId: string): Promise<SnapshotInfo | undefined>
  /** Unpacks one; throws `not_found` and `snapshot_unreadable`. */
  load(id: string): Promise<Snapshot>
  /** The bytes of a `.strata-snapshot.gz` file; throws `not_found`. */
  bytes(id: string): Promise<Buffer>
  /** Keeps a snapshot; of those taken for the browser the newest of an environment, of those taken after migrating the newest twenty. Throws `store_unusable`. */
  save(snapshot: Snapshot, origin: SnapshotOrigin): Promise<SnapshotInfo>
  /** Throws `not_found`. */
  delete(id: string): Promise<void>
}

/** How many are kept for one environment and choice of schemas; those that a person has named are all kept. */
export const snapshotsKept: Readonly<Record<SnapshotInfo['trigger'], number>> = { browse: 1, after_migrating: 20, manual: Number.MAX_SAFE_INTEGER }

export function snapshotInfo(snapshot: Snapshot, origin: SnapshotOrigin, bytes: number): SnapshotInfo {
  const { database, takenAt, serverVersion, serverVersionNum, schemas } = snapshot.head
  const { env, envId, name, trigger, fingerprint, migrationVersion, by } = origin
  return {
    id: randomUUID(),
    env,
    envId,
    database,
    name,
    takenAt,
    trigger,
    serverVersion,
    serverVersionNum,
    fingerprint,
    facts: snapshot.facts.size,
    bytes,
    schemas: schemas && [...schemas],
    migrationVersion,
    by,
  }
}

export function noSnapshot(id: string): AppError {
  return new AppError('not_found', { what: 'snapshot', name: id })
}

/** For a run without a store: snapshots are kept as they are, until the end. */
export class MemorySnapshots implements SnapshotStore {
  readonly #kept = new Map<string, { info: SnapshotInfo; snapshot: Snapshot; content: Buffer }>()
  readonly #encode: (snapshot: Snapshot) => Promise<Buffer>

  constructor(encode: (snapshot: Snapshot) => Promise<Buffer>) {
    this.#encode = encode
  }

  async list(envId?: string): Promise<SnapshotInfo[]> {
    const all = [...this.#kept.values()].map(({ info }) => info).toReversed()
    return envId === undefined ? all : all.filter((info) => info.envId === envId)
  }

  async get(id: string): Promise<SnapshotInfo> {
    return this.#entry(id).info
  }

  async newest(envId: string): Promise<SnapshotInfo | undefined> {
    return (await this.list(envId)).find((info) => info.schemas === null)
  }

  async load(id: string): Promise<Snapshot> {
    return this.#entry(id).snapshot
  }

  async bytes(id: string): Promise<Buffer> {
    return this.#entry(id).content
  }

  async save(snapshot: Snapshot, origin: SnapshotOrigin): Promise<SnapshotInfo> {
    const content = await this.#encode(snapshot)
    const info = snapshotInfo(snapshot, origin, content.length)
    this.#kept.set(info.id, { info, snapshot, content })
    for (const old of (await this.list())
      .filter((one) => isSister(one, info))
      .slice(snapshotsKept[info.trigger]))
      this.#kept.delete(old.id)
    return info
  }

  async delete(id: string): Promise<void> {
    this.#entry(id)
    this.#kept.delete(id)
  }

  #entry(id: string) {
    const entry = this.#kept.get(id)
    if (!entry) throw noSnapshot(id)
    return entry
  }
}

function isSister(one: SnapshotInfo, other: SnapshotInfo): boolean {
  return one.name === null && one.envId === other.envId && one.trigger === other.trigger && JSON.stringify(one.schemas) === JSON.stringify(other.schemas)
}
