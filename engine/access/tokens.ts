import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Grant } from '#shared/access/roles.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { tokenStatements as sql } from './access.sql.ts'
import { hashOf, newSecret } from './secrets.ts'
import { grantsOf } from './users.ts'

const tokenPrefix = 'strata_pat_'
const noteEveryMs = 60_000

export interface KeptToken {
  id: string
  name: string
  prefix: string
  /** Whoever made it; null: the person at the store. */
  userId: string | null
  createdBy: string
  grants: readonly Grant[]
  createdAt: number
  expiresAt: number
  lastUsedAt: number | null
  revokedAt: number | null
}

interface Row {
  id: string
  name: string
  prefix: string
  user_id: string | null
  created_by: string
  grants: string
  created_at: number
  expires_at: number
  last_used_at: number | null
  revoked_at: number | null
}

export type NewToken = Pick<KeptToken, 'name' | 'userId' | 'createdBy' | 'grants' | 'expiresAt'>

/** API tokens: shown once, kept by their hash. */
export class Tokens {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async add({ name, userId, createdBy, grants, expiresAt }: NewToken): Promise<{ token: string; kept: KeptToken }> {
    const token = `${tokenPrefix}${newSecret()}`
    const id = randomUUID()
    await this.#database.run(sql.insert, { id, name, tokenHash: hashOf(token), prefix: token.slice(0, tokenPrefix.length + 4), userId, createdBy, grants: JSON.stringify(grants), createdAt: Date.now(), expiresAt })
    return { token, kept: await this.get(id) }
  }

  async list(): Promise<KeptToken[]> {
    return (await this.#database.all<Row>(sql.list)).map(fromRow)
  }

  /** Throws `not_found`. */
  async get(id: string): Promise<KeptToken> {
    const row = await this.#database.get<Row>(sql.byId, { id })
    if (!row) throw new AppError('not_found', { what: 'token', name: id })
    return fromRow(row)
  }

  /** The token, if it holds now. */
  async use(token: string, now = Date.now()): Promise<KeptToken | undefined> {
    if (!token.startsWith(tokenPrefix)) return undefined
    const row = await this.#database.get<Row>(sql.byToken, { tokenHash: hashOf(token) })
    if (!row || tokenState(fromRow(row), now) !== 'active') return undefined
    if ((row.last_used_at ?? 0) < now - noteEveryMs) await this.#database.run(sql.used, { id: row.id, at: now })
    return fromRow(row)
  }

  async revoke(id: string, now = Date.now()): Promise<KeptToken> {
    await this.#database.run(sql.revoke, { id, at: now })
    return this.get(id)
  }

  removeOf(userId: string): Promise<number> {
    return this.#database.run(sql.removeOfUser, { userId })
  }
}

export function tokenState({ revokedAt, expiresAt }: KeptToken, now = Date.now()): 'active' | 'expired' | 'revoked' {
  if (revokedAt !== null) return 'revoked'
  return expiresAt > now ? 'active' : 'expired'
}

function fromRow(row: Row): KeptToken {
  return {
    id: row.id, name: row.name, prefix: row.prefix, userId: row.user_id, createdBy: row.created_by, grants: grantsOf(row.grants),
    createdAt: row.created_at, expiresAt: row.expires_at, lastUsedAt: row.last_used_at, revokedAt: row.revoked_at,
  }
}
