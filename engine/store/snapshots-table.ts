import { AppError } from '#shared/contract/app-error.ts'
import type { SnapshotInfo } from '#shared/contract/schema.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { decodeSnapshot, encodeSnapshot } from '../schema/codec.ts'
import { noSnapshot, snapshotInfo, snapshotsKept, type SnapshotOrigin, type SnapshotStore } from '../schema/snapshot-store.ts'
import type { Database } from './open-store.ts'
import { snapshotStatements as sql } from './snapshots.sql.ts'

interface Row {
  id: string
  env: string | null
  env_id: string | null
  database: string
  name: string | null
  taken_at: string
  trigger: SnapshotInfo['trigger']
  server_version: string
  server_version_num: number
  fingerprint: string
  facts: number
  schemas: string | null
  migration_version: string | null
  by: string
  bytes: number
}

export class SnapshotsTable implements SnapshotStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  list(envId?: string): SnapshotInfo[] {
    return this.#database.prepare<[{ envId: string | null }], Row>(sql.list).all({ envId: envId ?? null }).map(fromRow)
  }

  get(id: string): SnapshotInfo {
    const row = this.#database.prepare<[string], Row>(sql.get).get(id)
    if (!row) throw noSnapshot(id)
    return fromRow(row)
  }

  newest(envId: string): SnapshotInfo | undefined {
    const row = this.#database.prepare<[string], Row>(sql.newest).get(envId)
    return row && fromRow(row)
  }

  async load(id: string): Promise<Snapshot> {
    return decodeSnapshot(this.bytes(id), { name: id })
  }

  bytes(id: string): Buffer {
    const row = this.#database.prepare<[string], { content: Buffer }>(sql.content).get(id)
    if (!row) throw noSnapshot(id)
    return row.content
  }

  async save(snapshot: Snapshot, origin: SnapshotOrigin): Promise<SnapshotInfo> {
    const content = await encodeSnapshot(snapshot)
    const info = snapshotInfo(snapshot, origin, content.length)
    const row = { ...info, schemas: info.schemas && JSON.stringify(info.schemas), content }
    const write = this.#database.transaction(() => {
      this.#database.prepare(sql.insert).run(row)
      const keep = snapshotsKept[info.trigger]
      this.#database.prepare(sql.prune).run({ envId: info.envId, trigger: info.trigger, schemas: row.schemas, keep })
    })
    try {
      write.immediate()
    } catch (thrown) {
      throw new AppError('store_unusable', { problem: thrown instanceof Error ? thrown.message : String(thrown) }, { state: 'The snapshot was not kept.', cause: thrown })
    }
    return info
  }

  delete(id: string): void {
    if (this.#database.prepare(sql.delete).run(id).changes === 0) throw noSnapshot(id)
  }
}

function fromRow(row: Row): SnapshotInfo {
  return {
    id: row.id, env: row.env, envId: row.env_id, database: row.database, name: row.name, takenAt: row.taken_at, trigger: row.trigger,
    serverVersion: row.server_version, serverVersionNum: row.server_version_num, fingerprint: row.fingerprint, facts: row.facts, bytes: row.bytes,
    schemas: row.schemas === null ? null : (JSON.parse(row.schemas) as string[]), migrationVersion: row.migration_version, by: row.by,
  }
}
