import type { Environment } from '#shared/contract/environments.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { ChainRow } from './chain.ts'
import type { JournalRow } from './journal.ts'

/** A row of a journal as this machine saw it, or one that only this machine has. */
export interface MirroredRow extends Omit<ChainRow, 'format'> {
  row: JournalRow
  /** When it was first seen, and since when the journal is read without it; ISO 8601. */
  seenAt: string
  goneAt: string | null
}

/** What was seen of an environment beside the rows of its journal. */
export interface SeenLane {
  /** When it was last read. */
  readAt: string
  /** Rows of the history that no row of the journal goes with. */
  history: readonly HistoryRow[]
}

/** What a reading of the journal adds to the copy. */
export interface MirrorChange extends SeenLane {
  added: readonly Omit<MirroredRow, 'seenAt' | 'goneAt'>[]
  /** Known rows that have been sealed since. */
  sealed: readonly Omit<ChainRow, 'format'>[]
  /** Known rows that the journal has not any more, and such as it has again. */
  gone: readonly RowKey[]
  back: readonly RowKey[]
}

export type RowKey = Pick<ChainRow, 'id' | 'digest'>

/** The last schema that is known to be as the journal has it. */
export interface KnownSchema {
  /** What the journal had last changed then; another one, and this says nothing any more. */
  basis: string
  /** By `schemaFingerprint`, with the snapshot of it that is kept here. */
  fingerprint: string
  snapshotId: string | null
  /** `changeMarkSql` when the server was last asked, and the fingerprint of the schema that it had then. */
  mark: string
  seen: string
  /** When the schema last was as the journal has it; ISO 8601. */
  goodAt: string
}

/** This machine's copy of the journals: for reading while a database is away, and as a witness of what stood in them. */
export interface JournalMirror {
  /** Everything that was ever seen, oldest first; also rows that are gone, and those of `keepOwn`, whose id is 0. */
  rows(environment: Environment): Promise<MirroredRow[]>
  lane(environment: Environment): Promise<SeenLane | undefined>
  /** Throws `store_unusable`. */
  keep(environment: Environment, change: MirrorChange): Promise<void>
  /** An event that could not be written to the journal. Never throws. */
  keepOwn(environment: Environment, row: JournalRow): Promise<void>
  known(environment: Environment): Promise<KnownSchema | undefined>
  /** Never throws: what is not known is found out again. */
  setKnown(environment: Environment, known: KnownSchema): Promise<void>
}

/** The database that a journal is in: an environment that is led to another one has another story. */
export function placeOf({ connection: { host, port, database }, schema }: Environment): string {
  return `${host}:${port}/${database}/${schema}`
}

/** For a run without a store. */
export class MemoryMirror implements JournalMirror {
  readonly #lanes = new Map<string, { rows: Map<string, MirroredRow>; seen?: SeenLane; known?: KnownSchema }>()

  async rows(environment: Environment): Promise<MirroredRow[]> {
    return [...this.#lane(environment).rows.values()]
  }

  async lane(environment: Environment): Promise<SeenLane | undefined> {
    return this.#lane(environment).seen
  }

  async keep(environment: Environment, { added, sealed, gone, back, ...seen }: MirrorChange): Promise<void> {
    const lane = this.#lane(environment)
    lane.seen = seen
    for (const row of added) lane.rows.set(keyOf(row), { ...row, seenAt: seen.readAt, goneAt: null })
    for (const row of sealed) Object.assign(lane.rows.get(keyOf(row)) ?? {}, row)
    for (const row of gone) Object.assign(lane.rows.get(keyOf(row)) ?? {}, { goneAt: seen.readAt })
    for (const row of back) Object.assign(lane.rows.get(keyOf(row)) ?? {}, { goneAt: null })
  }

  async keepOwn(environment: Environment, row: JournalRow): Promise<void> {
    const own = ownMirrored(row)
    this.#lane(environment).rows.set(keyOf(own), own)
  }

  async known(environment: Environment): Promise<KnownSchema | undefined> {
    return this.#lane(environment).known
  }

  async setKnown(environment: Environment, known: KnownSchema): Promise<void> {
    this.#lane(environment).known = known
  }

  #lane(environment: Environment): { rows: Map<string, MirroredRow>; seen?: SeenLane; known?: KnownSchema } {
    const key = `${environment.id} ${placeOf(environment)}`
    const lane = this.#lanes.get(key) ?? { rows: new Map<string, MirroredRow>() }
    this.#lanes.set(key, lane)
    return lane
  }
}

/** An event that only this machine has stands in no chain; its run and kind tell it from others. */
export function ownMirrored(row: JournalRow): MirroredRow {
  return { id: '0', digest: `${row.kind} ${row.runId} ${row.at.toISOString()}`, seq: null, prev: null, hash: null, row: { ...row, id: '0' }, seenAt: row.at.toISOString(), goneAt: null }
}

export function keyOf({ id, digest }: RowKey): string {
  return `${id} ${digest}`
}
