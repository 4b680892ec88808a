import type { Environment } from '#shared/contract/environments.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { JournalRow } from '../history/journal.ts'
import { ownMirrored, placeOf, type JournalMirror, type KnownSchema, type MirrorChange, type MirroredRow, type SeenLane } from '../history/mirror.ts'
import { mirrorStatements as sql } from './journal-mirror.sql.ts'
import type { StoreDatabase } from './store-database.ts'
import { writing } from './store-trouble.ts'

interface Row {
  row_id: number; digest: string; seq: number | null; prev_hash: string | null; hash: string | null; row: string; seen_at: string; gone_at: string | null
}

export class JournalMirrorTable implements JournalMirror {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async rows(environment: Environment): Promise<MirroredRow[]> {
    return (await this.#database.all<Row>(sql.rows, keyOf(environment))).map(fromRow)
  }

  async lane(environment: Environment): Promise<SeenLane | undefined> {
    const row = await this.#database.get<{ read_at: string; history: string }>(sql.lane, keyOf(environment))
    return row && row.read_at !== '' ? { readAt: row.read_at, history: JSON.parse(row.history) as HistoryRow[] } : undefined
  }

  async keep(environment: Environment, change: MirrorChange): Promise<void> {
    const work = this.#database.transaction((database) => keepChange(database, keyOf(environment), change))
    await writing(work, 'The copy of the journal was not brought up to date.')
  }

  async keepOwn(environment: Environment, row: JournalRow): Promise<void> {
    const { id, digest, seq, prev, hash, seenAt } = ownMirrored(row)
    // The environment may not be a saved one, or the disk full: what was done is not undone for that.
    await this.#database.run(sql.insert, { ...keyOf(environment), id: Number(id), digest, seq: numberOf(seq), prev, hash, row: JSON.stringify({ ...row, id }), seenAt }).catch(() => {})
  }

  async known(environment: Environment): Promise<KnownSchema | undefined> {
    const row = await this.#database.get<{ known: string | null }>(sql.known, keyOf(environment))
    return row?.known ? (JSON.parse(row.known) as KnownSchema) : undefined
  }

  async setKnown(environment: Environment, known: KnownSchema): Promise<void> {
    // As above.
    await this.#database.run(sql.saveKnown, { ...keyOf(environment), known: JSON.stringify(known) }).catch(() => {})
  }
}

type LaneKey = { envId: string; place: string }

function keyOf(environment: Environment): LaneKey {
  return { envId: environment.id, place: placeOf(environment) }
}

async function keepChange(database: StoreDatabase, key: LaneKey, { added, sealed, gone, back, readAt, history }: MirrorChange): Promise<void> {
  await database.run(sql.saveLane, { ...key, readAt, history: JSON.stringify(history) })
  for (const { id, digest, seq, prev, hash, row } of added) await database.run(sql.insert, { ...key, id: Number(id), digest, seq: numberOf(seq), prev, hash, row: JSON.stringify(row), seenAt: readAt })
  for (const { id, digest, seq, prev, hash } of sealed) await database.run(sql.seal, { ...key, id: Number(id), digest, seq: numberOf(seq), prev, hash })
  for (const { id, digest } of gone) await database.run(sql.gone, { ...key, id: Number(id), digest, goneAt: readAt })
  for (const { id, digest } of back) await database.run(sql.gone, { ...key, id: Number(id), digest, goneAt: null })
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text)
}

function fromRow({ row_id, digest, seq, prev_hash, hash, row, seen_at, gone_at }: Row): MirroredRow {
  return { id: String(row_id), digest, seq: seq === null ? null : String(seq), prev: prev_hash, hash, row: revived(JSON.parse(row) as Stored), seenAt: seen_at, goneAt: gone_at }
}

type Stored = Omit<JournalRow, 'at' | 'endedAt'> & { at: string; endedAt: string | null }

function revived(row: Stored): JournalRow {
  return { ...row, at: new Date(row.at), endedAt: row.endedAt === null ? null : new Date(row.endedAt) }
}
