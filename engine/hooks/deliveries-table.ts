import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Delivery, DeliveryTry } from '#shared/contract/hooks.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { deliveryStatements as sql } from './webhooks.sql.ts'

export interface KeptDelivery {
  id: string
  webhookId: string
  /** Name of the webhook. */
  webhook: string
  kind: Delivery['kind']
  env: string
  body: string
  state: Delivery['state']
  createdAt: number
  nextAt: number
  /** Tries since it was last sent by hand. */
  round: number
  tries: readonly DeliveryTry[]
}

interface Row extends Omit<KeptDelivery, 'tries'> {
  tries: string
}

/** Long enough for a receiver that takes its time; whoever died while sending is followed by another after it. */
const leaseMs = 60_000
const mostTriesKept = 30
const keepDeliveredMs = 30 * 24 * 3600_000

export class DeliveriesTable {
  readonly #database: StoreDatabase
  /** Tells this process' claims from those of others. */
  readonly #owner = randomUUID()

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** Keeps what is to be sent. `later`: somebody claims it by its id at once, and nobody else in between. */
  async add({ webhookId, kind, env, body, later = false }: Pick<KeptDelivery, 'webhookId' | 'kind' | 'env' | 'body'> & { later?: boolean }): Promise<string> {
    const id = `msg_${randomUUID().replaceAll('-', '')}`
    const now = Date.now()
    await this.#database.run(sql.insert, { id, webhookId, kind, env, body, now, nextAt: later ? now + leaseMs : now })
    return id
  }

  /** Throws `not_found`. */
  async get(id: string): Promise<KeptDelivery> {
    const row = await this.#database.get<Row>(sql.get, { id })
    if (!row) throw new AppError('not_found', { what: 'delivery', name: id })
    return fromRow(row)
  }

  async list({ webhookId, state, limit }: { webhookId?: string | undefined; state?: Delivery['state'] | undefined; limit: number }): Promise<KeptDelivery[]> {
    const statement = webhookId === undefined ? (state === undefined ? sql.list : sql.listIn) : state === undefined ? sql.listOf : sql.listOfIn
    const values = { limit, ...(webhookId !== undefined && { webhookId }), ...(state !== undefined && { state }) }
    return (await this.#database.all<Row>(statement, values)).map(fromRow)
  }

  counts(webhookId: string): Promise<{ state: Delivery['state']; count: number }[]> {
    return this.#database.all(sql.counts, { webhookId })
  }

  /** Takes one that is due, so that nobody else sends it; undefined: none is. */
  async claim(now: number): Promise<KeptDelivery | undefined> {
    const row = await this.#database.get<{ id: string }>(sql.claim, { owner: this.#owner, now, until: now + leaseMs })
    return row && this.get(row.id)
  }

  /** Takes this one; undefined: it is being sent by somebody. */
  async claimOne(id: string, now: number): Promise<KeptDelivery | undefined> {
    const row = await this.#database.get<{ id: string }>(sql.claimOne, { id, owner: this.#owner, now, until: now + leaseMs })
    return row && this.get(row.id)
  }

  /** Writes down how a try went; changes nothing where somebody else has taken it since. */
  async settle(delivery: KeptDelivery, tried: DeliveryTry, next: { state: 'delivered' | 'dead' } | { state: 'waiting'; nextAt: number }): Promise<void> {
    const tries = JSON.stringify([...delivery.tries, tried].slice(-mostTriesKept))
    const nextAt = next.state === 'waiting' ? next.nextAt : 0
    await this.#database.run(sql.settle, { id: delivery.id, owner: this.#owner, state: next.state, nextAt, tries, endedAt: next.state === 'waiting' ? null : Date.now() })
  }

  async delete(id: string): Promise<void> {
    await this.#database.run(sql.delete, { id })
  }

  /** Forgets what arrived long ago; what is dead stays. */
  async prune(now: number): Promise<void> {
    await this.#database.run(sql.prune, { before: now - keepDeliveredMs })
  }
}

function fromRow({ tries, ...row }: Row): KeptDelivery {
  return { ...row, tries: JSON.parse(tries) as DeliveryTry[] }
}
