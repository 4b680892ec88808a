import { createHash, randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { DeployAction } from '#shared/contract/hooks-incoming.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { incomingStatements as sql } from './incoming.sql.ts'

export interface KeptHook {
  id: string
  name: string
  envId: string
  action: DeployAction
  /** An owner has said so for a production environment. */
  production: boolean
  enabled: boolean
  createdAt: number
  createdBy: string
  rotatedAt: number | null
}

type Row = Omit<KeptHook, 'enabled' | 'production'> & { enabled: number; production: number }

export class IncomingTable {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async list(): Promise<KeptHook[]> {
    return (await this.#database.all<Row>(sql.list)).map(fromRow)
  }

  async find(key: string): Promise<KeptHook | undefined> {
    const row = await this.#database.get<Row>(sql.get, { key, nameKey: key.toLowerCase() })
    return row && fromRow(row)
  }

  /** Throws `not_found`. */
  async get(key: string): Promise<KeptHook> {
    const found = await this.find(key)
    if (!found) throw new AppError('not_found', { what: 'incoming hook', name: key })
    return found
  }

  /** Throws `already_exists`. */
  async add(hook: Pick<KeptHook, 'name' | 'envId' | 'action' | 'production' | 'createdBy'>): Promise<KeptHook> {
    const kept: KeptHook = { ...hook, id: randomUUID(), enabled: true, createdAt: Date.now(), rotatedAt: null }
    if ((await this.#database.run(sql.insert, toRow(kept))) === 0) throw taken(kept.name)
    return kept
  }

  /** Throws `already_exists`. */
  async update(hook: KeptHook): Promise<void> {
    const { envId: _env, createdAt: _at, createdBy: _by, ...row } = toRow(hook)
    if (await this.#database.get(sql.nameTaken, { id: row.id, nameKey: row.nameKey })) throw taken(row.name)
    await this.#database.run(sql.update, row)
  }

  async delete(id: string): Promise<void> {
    await this.#database.run(sql.delete, { id })
  }

  /** False: a request with this nonce was let in before. */
  async useNonce(hookId: string, nonce: string, now: number, windowMs: number): Promise<boolean> {
    await this.#database.run(sql.pruneNonces, { before: now - 3 * windowMs })
    const id = createHash('sha256').update(`${hookId}.${nonce}`).digest('hex')
    return (await this.#database.run(sql.addNonce, { id, now })) === 1
  }
}

function taken(name: string): AppError {
  return new AppError('already_exists', { what: 'Incoming hook', name }, { where: { field: 'name' } })
}

function fromRow({ enabled, production, ...row }: Row): KeptHook {
  return { ...row, enabled: enabled === 1, production: production === 1 }
}

function toRow({ enabled, production, ...hook }: KeptHook) {
  return { ...hook, nameKey: hook.name.toLowerCase(), enabled: enabled ? 1 : 0, production: production ? 1 : 0 }
}
