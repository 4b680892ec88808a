import { randomUUID } from 'node:crypto'
import type { StoreDatabase } from '../store/store-database.ts'
import { sessionStatements as sql } from './access.sql.ts'
import { hashOf, newSecret } from './secrets.ts'

/** A session ends after so long without a request, and after so long in any case. */
export const idleMs = 12 * 3600_000
export const longestMs = 7 * 24 * 3600_000
/** A session is not written for each of its requests. */
const noteEveryMs = 60_000

export interface KeptSession {
  id: string
  userId: string
  startedAt: number
  lastSeenAt: number
  expiresAt: number
  address: string
  agent: string
}

interface Row {
  id: string
  user_id: string
  started_at: number
  last_seen_at: number
  expires_at: number
  address: string
  agent: string
}

export interface Place {
  address: string
  agent: string
}

/** Who is signed in where; of the cookies only their hashes are kept. */
export class Sessions {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** A new id each time: a cookie that somebody planted before signs nobody in. The token is in what this returns and nowhere else. */
  async begin(userId: string, { address, agent }: Place, now = Date.now()): Promise<{ token: string; id: string; expiresAt: number }> {
    const [token, id, expiresAt] = [newSecret(), randomUUID(), now + longestMs]
    await this.#database.run(sql.forget, { now, idleSince: now - idleMs })
    await this.#database.run(sql.insert, { id, tokenHash: hashOf(token), userId, at: now, expiresAt, address: address.slice(0, 100), agent: agent.slice(0, 300) })
    return { token, id, expiresAt }
  }

  /** The open session of a cookie. */
  async byToken(token: string, now = Date.now()): Promise<KeptSession | undefined> {
    const row = await this.#database.get<Row>(sql.byToken, { tokenHash: hashOf(token) })
    if (!row || !isOpen(row, now)) return undefined
    if (row.last_seen_at < now - noteEveryMs) await this.#database.run(sql.seen, { id: row.id, at: now })
    return fromRow(row)
  }

  async isOpen(id: string, now = Date.now()): Promise<boolean> {
    const row = await this.#database.get<Row>(sql.byId, { id })
    return row !== undefined && isOpen(row, now)
  }

  async of(userId: string, now = Date.now()): Promise<KeptSession[]> {
    return (await this.#database.all<Row>(sql.ofUser, { userId })).filter((row) => isOpen(row, now)).map(fromRow)
  }

  /** Open sessions by the id of their user. */
  async counts(now = Date.now()): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#database.all<{ user_id: string; open: number }>(sql.counts, { now, idleSince: now - idleMs })
    return new Map(rows.map(({ user_id, open }) => [user_id, Number(open)]))
  }

  end(id: string): Promise<number> {
    return this.#database.run(sql.end, { id })
  }

  /** Ends all of a user, but one where it is named. */
  endOf(userId: string, except = ''): Promise<number> {
    return this.#database.run(sql.endOfUser, { userId, except })
  }
}

function isOpen({ expires_at, last_seen_at }: Row, now: number): boolean {
  return expires_at > now && last_seen_at > now - idleMs
}

function fromRow({ id, user_id, started_at, last_seen_at, expires_at, address, agent }: Row): KeptSession {
  return { id, userId: user_id, startedAt: started_at, lastSeenAt: last_seen_at, expiresAt: expires_at, address, agent }
}
