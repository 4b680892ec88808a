import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '#shared/contract/app-error.ts'
import { everywhere, grantSchema, type Grant } from '#shared/access/roles.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { userStatements as sql } from './access.sql.ts'

export interface KeptUser {
  id: string
  name: string
  displayName: string
  /** null: signs in through a provider. */
  passwordHash: string | null
  /** Issuer and subject of the provider. */
  subject: string | null
  grants: readonly Grant[]
  disabled: boolean
  /** JSON. */
  settings: string
  /** Ms since 1970. */
  createdAt: number
  createdBy: string
  lastSeenAt: number | null
}

interface Row {
  id: string
  name: string
  display_name: string
  password_hash: string | null
  subject: string | null
  grants: string
  disabled: number
  settings: string
  created_at: number
  created_by: string
  last_seen_at: number | null
}

export interface NewUser {
  name: string
  displayName: string
  passwordHash: string | null
  subject?: string | null
  grants: readonly Grant[]
  createdBy: string
}

export type UserChange = Partial<Pick<KeptUser, 'displayName' | 'grants' | 'disabled'>>

/** The users of the store. Names are unique whatever their case. */
export class Users {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async list(): Promise<KeptUser[]> {
    return (await this.#database.all<Row>(sql.list)).map(fromRow)
  }

  async find(idOrName: string): Promise<KeptUser | undefined> {
    const row = (await this.#database.get<Row>(sql.byId, { id: idOrName })) ?? (await this.#database.get<Row>(sql.byName, { nameKey: nameKey(idOrName) }))
    return row && fromRow(row)
  }

  /** Throws `not_found`. */
  async get(idOrName: string): Promise<KeptUser> {
    const user = await this.find(idOrName)
    if (!user) throw new AppError('not_found', { what: 'user', name: idOrName })
    return user
  }

  async bySubject(subject: string): Promise<KeptUser | undefined> {
    const row = await this.#database.get<Row>(sql.bySubject, { subject })
    return row && fromRow(row)
  }

  /** Throws `already_exists`. */
  async add(user: NewUser): Promise<KeptUser> {
    const id = randomUUID()
    const { name, displayName, passwordHash, subject = null, grants, createdBy } = user
    const added = await this.#database.run(sql.insert, { id, name, nameKey: nameKey(name), displayName, passwordHash, subject, grants: JSON.stringify(grants), createdAt: Date.now(), createdBy })
    if (added === 0) throw new AppError('already_exists', { what: 'User', name })
    return this.get(id)
  }

  /** Throws `last_owner` where nobody would be left who may do everything. */
  async change(id: string, change: UserChange): Promise<KeptUser> {
    await this.#database.transaction(async (database) => {
      const users = (await database.all<Row>(sql.list)).map(fromRow)
      const user = users.find((one) => one.id === id)
      if (!user) throw new AppError('not_found', { what: 'user', name: id })
      const changed = { ...user, ...change }
      refuseLastOwner(users, user, isOwner(changed))
      await database.run(sql.update, { id, displayName: changed.displayName, grants: JSON.stringify(changed.grants), disabled: changed.disabled ? 1 : 0 })
    })
    return this.get(id)
  }

  async setPassword(id: string, passwordHash: string): Promise<void> {
    await this.#database.run(sql.setPassword, { id, passwordHash })
  }

  async setSettings(id: string, settings: string): Promise<void> {
    await this.#database.run(sql.setSettings, { id, settings })
  }

  async seen(id: string, at: number): Promise<void> {
    await this.#database.run(sql.seen, { id, at })
  }

  async remove(id: string): Promise<void> {
    await this.#database.transaction(async (database) => {
      const users = (await database.all<Row>(sql.list)).map(fromRow)
      const user = users.find((one) => one.id === id)
      if (user) refuseLastOwner(users, user, false)
      await database.run(sql.remove, { id })
    })
  }

  async hasOwner(): Promise<boolean> {
    return (await this.list()).some(isOwner)
  }
}

/** A name as it is compared. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

function isOwner({ disabled, grants }: Pick<KeptUser, 'disabled' | 'grants'>): boolean {
  return !disabled && grants.some(({ env, role }) => env === everywhere && role === 'owner')
}

function refuseLastOwner(users: readonly KeptUser[], user: KeptUser, stays: boolean): void {
  if (stays || !isOwner(user) || users.some((one) => one.id !== user.id && isOwner(one))) return
  throw new AppError('last_owner', { problem: `${user.name} is the only one` }, { state: 'Nothing was changed.' })
}

function fromRow(row: Row): KeptUser {
  return {
    id: row.id, name: row.name, displayName: row.display_name, passwordHash: row.password_hash, subject: row.subject, grants: grantsOf(row.grants), disabled: row.disabled === 1,
    settings: row.settings, createdAt: row.created_at, createdBy: row.created_by, lastSeenAt: row.last_seen_at,
  }
}

/** What cannot be read gives no right. */
export function grantsOf(json: string): Grant[] {
  const read = z.array(grantSchema).safeParse(JSON.parse(json))
  return read.success ? read.data : []
}
