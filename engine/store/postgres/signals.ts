import type pg from 'pg'
import { quoteIdentifier } from '#shared/sql/quote.ts'
import type { StoreDatabase } from '../store-database.ts'
import { listenTo, postgresStatements } from './postgres.sql.ts'

export type Topic = 'environments' | 'settings' | 'jobs' | 'cancel' | 'queue'

export interface SignalsOptions {
  database: StoreDatabase
  /** A session of its own. */
  open: () => Promise<pg.Client>
  channel: string
  onTrouble: (thrown: unknown) => void
  /** Between two tries to listen again, and between two questions whether the session is still there. */
  everyMs?: number
}

type Listener = (key: string | undefined) => void

/** What the processes of a store call to each other. Nobody may rely on hearing: after a silence each listener is told that anything may have happened. */
export class Signals {
  readonly #options: Required<SignalsOptions>
  readonly #listeners = new Map<Topic, Set<Listener>>()
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: SignalsOptions) {
    this.#options = { everyMs: 2_000, ...options }
  }

  /** `key` undefined: something was missed. */
  hear(topic: Topic, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners.add(listener))
    return () => void listeners.delete(listener)
  }

  /** Never throws: who misses it looks by itself after a while. */
  async tell(topic: Topic, keys: readonly string[]): Promise<void> {
    const { database, channel, onTrouble } = this.#options
    try {
      for (const key of keys) await database.get(postgresStatements.notify, { channel, text: `${topic} ${key}` })
    } catch (thrown) {
      onTrouble(thrown)
    }
  }

  async start(): Promise<void> {
    await this.#listen()
    this.#timer = setInterval(() => void this.#check(), this.#options.everyMs).unref()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#client?.end().catch(() => {})
  }

  async #listen(): Promise<void> {
    const client = await this.#options.open()
    client.on('notification', ({ payload = '' }) => this.#heard(payload))
    client.once('end', () => this.#lost(client))
    await client.query(listenTo(quoteIdentifier(this.#options.channel)))
    this.#client = client
  }

  /** A session whose server is silent gives no sign of its end. */
  async #check(): Promise<void> {
    if (this.#closed) return
    const client = this.#client
    try {
      if (client) return await answered(client, this.#options.everyMs * 3)
      await this.#listen()
      for (const listeners of this.#listeners.values()) for (const listener of listeners) listener(undefined)
    } catch (thrown) {
      if (client) this.#lost(client)
      else this.#options.onTrouble(thrown)
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client === client) this.#client = undefined
    void client.end().catch(() => {})
  }

  #heard(payload: string): void {
    const [topic = '', key = ''] = payload.split(' ')
    for (const listener of this.#listeners.get(topic as Topic) ?? []) listener(key)
  }
}

async function answered(client: pg.Client, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('the store does not answer')), ms)))
  try {
    await Promise.race([client.query(''), silence])
  } finally {
    clearTimeout(timer)
  }
}
