import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { NewsKind, WebhookTemplate } from '#shared/contract/hooks.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { deliveryStatements, webhookStatements as sql } from './webhooks.sql.ts'

/** A webhook as it is kept; address and secret in the clear are in the vault. */
export interface KeptWebhook {
  id: string
  name: string
  address: string
  kinds: readonly NewsKind[]
  /** Ids; empty: all. */
  envs: readonly string[]
  template: WebhookTemplate
  enabled: boolean
  createdAt: number
  createdBy: string
}

interface Row extends Omit<KeptWebhook, 'kinds' | 'envs' | 'enabled'> {
  kinds: string
  envs: string
  enabled: number
}

export class WebhooksTable {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  async list(): Promise<KeptWebhook[]> {
    return (await this.#database.all<Row>(sql.list)).map(fromRow)
  }

  /** By id or, case-insensitively, by name; throws `not_found`. */
  async get(key: string): Promise<KeptWebhook> {
    const row = await this.#database.get<Row>(sql.get, { key, nameKey: key.toLowerCase() })
    if (!row) throw new AppError('not_found', { what: 'webhook', name: key })
    return fromRow(row)
  }

  /** Throws `already_exists`. */
  async add(webhook: Omit<KeptWebhook, 'id' | 'createdAt'>): Promise<KeptWebhook> {
    const kept: KeptWebhook = { ...webhook, id: randomUUID(), createdAt: Date.now() }
    if ((await this.#database.run(sql.insert, toRow(kept))) === 0) throw taken(kept.name)
    return kept
  }

  /** Throws `already_exists`. */
  async update(webhook: KeptWebhook): Promise<void> {
    const { createdAt: _at, createdBy: _by, ...row } = toRow(webhook)
    await this.#database.transaction(async (database) => {
      if (await database.get(sql.nameTaken, { id: webhook.id, nameKey: row.nameKey })) throw taken(webhook.name)
      await database.run(sql.update, row)
      if (!webhook.enabled) await database.run(deliveryStatements.endWaiting, { webhookId: webhook.id, now: Date.now() })
    })
  }

  async delete(id: string): Promise<void> {
    await this.#database.transaction(async (database) => {
      await database.run(deliveryStatements.deleteOf, { webhookId: id })
      await database.run(sql.delete, { id })
    })
  }
}

function taken(name: string): AppError {
  return new AppError('already_exists', { what: 'Webhook', name }, { where: { field: 'name' } })
}

function fromRow({ kinds, envs, enabled, ...row }: Row): KeptWebhook {
  return { ...row, kinds: JSON.parse(kinds) as NewsKind[], envs: JSON.parse(envs) as string[], enabled: enabled === 1 }
}

function toRow({ kinds, envs, enabled, ...webhook }: KeptWebhook) {
  return { ...webhook, nameKey: webhook.name.toLowerCase(), kinds: JSON.stringify(kinds), envs: JSON.stringify(envs), enabled: enabled ? 1 : 0 }
}
