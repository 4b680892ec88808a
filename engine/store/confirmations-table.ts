import { AppError } from '#shared/contract/app-error.ts'
import { nameKey, type ConfirmationStore, type KeptConfirmation, type KeptConfirmer, type Person } from '../confirmations/confirmation-store.ts'
import { confirmationStatements as sql } from './confirmations.sql.ts'
import type { Database } from './open-store.ts'

interface Row {
  id: string
  token_hash: string | null
  env_id: string
  env: string
  operation: string
  plan: string
  reason: string
  by_user: string
  by_host: string
  second: string | null
  created_wall: number
  created_up: number
  holds_ms: number
  used_at: number | null
  used_by: string | null
  revoked_at: number | null
  revoked_by: string | null
  expired: number
}

interface PersonRow {
  name: string
  salt: string
  hash: string
  added_at: number
  added_by: string
  failures: number
  failed_at: number
}

export class ConfirmationsTable implements ConfirmationStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Throws `store_unusable`. */
  add({ by, created, usedBy, revokedAt: _at, revokedBy: _by, expired: _expired, ...rest }: KeptConfirmation): void {
    const values = { ...rest, byUser: by.user, byHost: by.host, createdWall: created.wall, createdUp: created.up, usedBy: usedBy && personText(usedBy) }
    this.#write('The confirmation was not kept.', () => this.#database.prepare(sql.insert).run(values))
  }

  byToken(tokenHash: string): KeptConfirmation | undefined {
    const row = this.#database.prepare<[string], Row>(sql.byToken).get(tokenHash)
    return row && fromRow(row)
  }

  byId(id: string): KeptConfirmation | undefined {
    const row = this.#database.prepare<[string], Row>(sql.byId).get(id)
    return row && fromRow(row)
  }

  open(envId: string, operation: string): KeptConfirmation[] {
    return this.#database.prepare<[string, string], Row>(sql.open).all(envId, operation).map(fromRow)
  }

  list(envId: string | undefined, limit: number): KeptConfirmation[] {
    return this.#database.prepare<[object], Row>(sql.list).all({ envId: envId ?? null, limit }).map(fromRow)
  }

  use(id: string, by: Person, at: number): boolean {
    return this.#write('Nothing was changed.', () => this.#database.prepare(sql.use).run({ id, at, by: personText(by) })).changes === 1
  }

  revoke(id: string, by: Person, at: number): boolean {
    return this.#write('Nothing was changed.', () => this.#database.prepare(sql.revoke).run({ id, at, by: personText(by) })).changes === 1
  }

  markExpired(id: string): void {
    this.#database.prepare(sql.markExpired).run(id)
  }

  people(): KeptConfirmer[] {
    return this.#database.prepare<[], PersonRow>(sql.people).all().map(personOf)
  }

  person(name: string): KeptConfirmer | undefined {
    const row = this.#database.prepare<[string], PersonRow>(sql.person).get(nameKey(name))
    return row && personOf(row)
  }

  savePerson({ addedBy, ...person }: KeptConfirmer): void {
    this.#write('Nothing was changed.', () => this.#database.prepare(sql.savePerson).run({ ...person, nameKey: nameKey(person.name), addedBy: personText(addedBy) }))
  }

  countFailures(name: string, failures: number, at: number): void {
    this.#database.prepare(sql.countFailures).run({ nameKey: nameKey(name), failures, at })
  }

  removePerson(name: string): boolean {
    return this.#database.prepare(sql.removePerson).run(nameKey(name)).changes === 1
  }

  #write<T>(state: string, work: () => T): T {
    try {
      return work()
    } catch (thrown) {
      throw new AppError('store_unusable', { problem: thrown instanceof Error ? thrown.message : String(thrown) }, { state, cause: thrown })
    }
  }
}

function fromRow(row: Row): KeptConfirmation {
  const { id, env, operation, plan, reason, second } = row
  return {
    id, env, operation, plan, reason, second, tokenHash: row.token_hash, envId: row.env_id, by: { user: row.by_user, host: row.by_host },
    created: { wall: row.created_wall, up: row.created_up }, holdsMs: row.holds_ms, expired: row.expired === 1,
    usedAt: row.used_at, usedBy: row.used_by === null ? null : textPerson(row.used_by), revokedAt: row.revoked_at, revokedBy: row.revoked_by === null ? null : textPerson(row.revoked_by),
  }
}

function personOf({ name, salt, hash, added_at: addedAt, added_by: addedBy, failures, failed_at: failedAt }: PersonRow): KeptConfirmer {
  return { name, salt, hash, addedAt, addedBy: textPerson(addedBy), failures, failedAt }
}

function personText({ user, host }: Person): string {
  return `${user}@${host}`
}

function textPerson(text: string): Person {
  const at = text.lastIndexOf('@')
  return { user: text.slice(0, at), host: text.slice(at + 1) }
}
