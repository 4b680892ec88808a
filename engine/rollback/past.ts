import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import { readSituation, type Situation } from '../migrations/situation.ts'
import { journalOrderSql, serverNowSql } from './past.sql.ts'

/** A row of the journal, as far as it says when something happened. */
export interface Happened {
  id: string
  kind: string
  at: Date
  version: string | null
  script: string | null
  rank: number | null
  backupId: string | null
}

/** What happened in a database, as it tells it itself. */
export interface Past {
  situation: Situation
  /** The oldest first; of a longer journal the newest rows. */
  journal: readonly Happened[]
  /** By the server's clock. */
  now: Date
}

const mostRows = 50_000

export async function readPast(client: pg.Client, environment: Environment): Promise<Past> {
  const situation = await readSituation(client, environment)
  const { rows } = await client.query<{ now: Date }>(serverNowSql)
  const journal = situation.place.journalReadable ? (await client.query<Happened>(journalOrderSql(environment.schema), [mostRows])).rows.toReversed() : []
  return { situation, journal, now: rows[0]?.now ?? new Date() }
}

/** The highest rank that the history had at a time. The journal is asked first: the history knows only when the transaction of a row began. */
export function rankAt({ situation: { history }, journal }: Past, at: Date): number {
  const told = new Map(journal.flatMap((row) => (row.rank === null ? [] : [[row.rank, row.at]])))
  return highestRank(history.filter(({ rank, installedOn }) => (told.get(rank) ?? new Date(installedOn)) <= at))
}

/** The highest rank that the history had right after a row of the journal was written. */
export function rankAfter(past: Past, row: Happened): number {
  const before = past.journal.filter(({ id, rank }) => rank !== null && BigInt(id) <= BigInt(row.id)).map(({ rank }) => ({ rank: rank ?? 0 }))
  const known = new Set(past.journal.map(({ rank }) => rank))
  const untold = past.situation.history.filter(({ rank, installedOn }) => !known.has(rank) && new Date(installedOn) <= row.at)
  return highestRank([...before, ...untold])
}

function highestRank(rows: readonly { rank: number }[]): number {
  return rows.reduce((highest, { rank }) => Math.max(highest, rank), 0)
}
