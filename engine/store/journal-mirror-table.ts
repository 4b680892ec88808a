import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { JournalRow } from '../history/journal.ts'
import { ownMirrored, placeOf, type JournalMirror, type KnownSchema, type MirrorChange, type MirroredRow, type SeenLane } from '../history/mirror.ts'
import { mirrorStatements as sql } from './journal-mirror.sql.ts'
import type { Database } from './open-store.ts'

interface Row {
  row_id: number; digest: string; seq: number | null; prev_hash: string | null; hash: string | null; row: string; seen_at: string; gone_at: string | null
}

export class JournalMirrorTable implements JournalMirror {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  rows(environment: Environment): MirroredRow[] {
    return this.#database.prepare<[string, string], Row>(sql.rows).all(environment.id, placeOf(environment)).map(fromRow)
  }

  lane(environment: Environment): SeenLane | undefined {
    const row = this.#database.prepare<[string, string], { read_at: string; history: string }>(sql.lane).get(environment.id, placeOf(environment))
    return row && row.read_at !== '' ? { readAt: row.read_at, history: JSON.parse(row.history) as HistoryRow[] } : undefined
  }

  keep(environment: Environment, { added, sealed, gone, back, readAt, history }: MirrorChange): void {
    const key = { envId: environment.id, place: placeOf(environment) }
    const [insert, seal, mark] = [this.#database.prepare(sql.insert), this.#database.prepare(sql.seal), this.#database.prepare(sql.gone)]
    const write = this.#database.transaction(() => {
      this.#database.prepare(sql.saveLane).run({ ...key, readAt, history: JSON.stringify(history) })
      for (const { id, digest, seq, prev, hash, row } of added) insert.run({ ...key, id, digest, seq, prev, hash, row: JSON.stringify(row), seenAt: readAt })
      for (const { id, digest, seq, prev, hash } of sealed) seal.run({ ...key, id, digest, seq, prev, hash })
      for (const { id, digest } of gone) mark.run({ ...key, id, digest, goneAt: readAt })
      for (const { id, digest } of back) mark.run({ ...key, id, digest, goneAt: null })
    })
    try {
      write.immediate()
    } catch (thrown) {
      throw new AppError('store_unusable', { problem: thrown instanceof Error ? thrown.message : String(thrown) }, { state: 'The copy of the journal was not brought up to date.', cause: thrown })
    }
  }

  keepOwn(environment: Environment, row: JournalRow): void {
    const { id, digest, seq, prev, hash, seenAt } = ownMirrored(row)
    try {
      this.#database.prepare(sql.insert).run({ envId: environment.id, place: placeOf(environment), id, digest, seq, prev, hash, row: JSON.stringify({ ...row, id }), seenAt })
    } catch {
      // The environment is not a saved one, or the disk is full: what was done is not undone for that.
    }
  }

  known(environment: Environment): KnownSchema | undefined {
    const row = this.#database.prepare<[string, string], { known: string | null }>(sql.known).get(environment.id, placeOf(environment))
    return row?.known ? (JSON.parse(row.known) as KnownSchema) : undefined
  }

  setKnown(environment: Environment, known: KnownSchema): void {
    try {
      this.#database.prepare(sql.saveKnown).run({ envId: environment.id, place: placeOf(environment), known: JSON.stringify(known) })
    } catch {
      // As above.
    }
  }
}

function fromRow({ row_id, digest, seq, prev_hash, hash, row, seen_at, gone_at }: Row): MirroredRow {
  return { id: String(row_id), digest, seq: seq === null ? null : String(seq), prev: prev_hash, hash, row: revived(JSON.parse(row) as Stored), seenAt: seen_at, goneAt: gone_at }
}

type Stored = Omit<JournalRow, 'at' | 'endedAt'> & { at: string; endedAt: string | null }

function revived(row: Stored): JournalRow {
  return { ...row, at: new Date(row.at), endedAt: row.endedAt === null ? null : new Date(row.endedAt) }
}
