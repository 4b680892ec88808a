import type { SnapshotInfo } from '#shared/contract/schema.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { decodeSnapshot, encodeSnapshot } from '../schema/codec.ts'
import { noSnapshot, snapshotInfo, snapshotsKept, type SnapshotOrigin, type SnapshotStore } from '../schema/snapshot-store.ts'
import type { StoreDatabase } from './store-database.ts'
import { writing } from './store-trouble.ts'
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
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async list(envId?: string): Promise<SnapshotInfo[]> {
    return (await this.#database.all<Row>(sql.list, { envId: envId ?? null })).map(fromRow)
  }

  async get(id: string): Promise<SnapshotInfo> {
    const row = await this.#database.get<Row>(sql.get, { id })
    if (!row) throw noSnapshot(id)
    return fromRow(row)
  }

  async newest(envId: string): Promise<SnapshotInfo | undefined> {
    const row = await this.#database.get<Row>(sql.newest, { envId })
    return row && fromRow(row)
  }

  async load(id: string): Promise<Snapshot> {
    return decodeSnapshot(await this.bytes(id), { name: id })
  }

  async bytes(id: string): Promise<Buffer> {
    const row = await this.#database.get<{ content: Buffer }>(sql.content, { id })
    if (!row) throw noSnapshot(id)
    return row.content
  }

  async save(snapshot: Snapshot, origin: SnapshotOrigin): Promise<SnapshotInfo> {
    const content = await encodeSnapshot(snapshot)
    const info = snapshotInfo(snapshot, origin, content.length)
    const row = { ...info, schemas: info.schemas && JSON.stringify(info.schemas), content }
    const work = this.#database.transaction(async (database) => {
      await database.run(sql.insert, row)
      await database.run(sql.prune, { envId: info.envId, trigger: info.trigger, schemas: row.schemas, keep: snapshotsKept[info.trigger] })
    })
    await writing(work, 'The snapshot was not kept.')
    return info
  }

  async delete(id: string): Promise<void> {
    if ((await this.#database.run(sql.delete, { id })) === 0) throw noSnapshot(id)
  }
}

function fromRow(row: Row): SnapshotInfo {
  return {
    id: row.id, env: row.env, envId: row.env_id, database: row.database, name: row.name, takenAt: row.taken_at, trigger: row.trigger,
    serverVersion: row.server_version, serverVersionNum: row.server_version_num, fingerprint: row.fingerprint, facts: row.facts, bytes: row.bytes,
    schemas: row.schemas === null ? null : (JSON.parse(row.schemas) as string[]), migrationVersion: row.migration_version, by: row.by,
  }
}
