import { nameKey, type ConfirmationStore, type KeptConfirmation, type KeptConfirmer, type Person } from '../confirmations/confirmation-store.ts'
import { confirmationStatements as sql } from './confirmations.sql.ts'
import type { StoreDatabase, Values } from './store-database.ts'
import { writing } from './store-trouble.ts'

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
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** Throws `store_unusable`. */
  async add({ by, created, usedBy, revokedAt: _at, revokedBy: _by, expired: _expired, ...rest }: KeptConfirmation): Promise<void> {
    const values = { ...rest, byUser: by.user, byHost: by.host, createdWall: created.wall, createdUp: created.up, usedBy: usedBy && personText(usedBy) }
    await writing(this.#database.run(sql.insert, values), 'The confirmation was not kept.')
  }

  async byToken(tokenHash: string): Promise<KeptConfirmation | undefined> {
    const row = await this.#database.get<Row>(sql.byToken, { tokenHash })
    return row && fromRow(row)
  }

  async byId(id: string): Promise<KeptConfirmation | undefined> {
    const row = await this.#database.get<Row>(sql.byId, { id })
    return row && fromRow(row)
  }

  async open(envId: string, operation: string): Promise<KeptConfirmation[]> {
    return (await this.#database.all<Row>(sql.open, { envId, operation })).map(fromRow)
  }

  async list(envId: string | undefined, limit: number): Promise<KeptConfirmation[]> {
    return (await this.#database.all<Row>(sql.list, { envId: envId ?? null, limit })).map(fromRow)
  }

  async use(id: string, by: Person, at: number): Promise<boolean> {
    return (await this.#change(sql.use, { id, at, by: personText(by) })) === 1
  }

  async revoke(id: string, by: Person, at: number): Promise<boolean> {
    return (await this.#change(sql.revoke, { id, at, by: personText(by) })) === 1
  }

  async markExpired(id: string): Promise<void> {
    await this.#database.run(sql.markExpired, { id })
  }

  async people(): Promise<KeptConfirmer[]> {
    return (await this.#database.all<PersonRow>(sql.people)).map(personOf)
  }

  async person(name: string): Promise<KeptConfirmer | undefined> {
    const row = await this.#database.get<PersonRow>(sql.person, { nameKey: nameKey(name) })
    return row && personOf(row)
  }

  async savePerson({ addedBy, ...person }: KeptConfirmer): Promise<void> {
    await this.#change(sql.savePerson, { ...person, nameKey: nameKey(person.name), addedBy: personText(addedBy) })
  }

  async countFailure(name: string, at: number, { most, restMs }: { most: number; restMs: number }): Promise<boolean> {
    return (await this.#change(sql.countFailure, { nameKey: nameKey(name), at, most, restedAt: at - restMs })) === 1
  }

  async forgetFailures(name: string): Promise<void> {
    await this.#database.run(sql.forgetFailures, { nameKey: nameKey(name) })
  }

  async removePerson(name: string): Promise<boolean> {
    return (await this.#database.run(sql.removePerson, { nameKey: nameKey(name) })) === 1
  }

  #change(statement: string, values: Values): Promise<number> {
    return writing(this.#database.run(statement, values), 'Nothing was changed.')
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
