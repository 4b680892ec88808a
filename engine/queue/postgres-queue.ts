import type { PgBoss } from 'pg-boss'
import type { PostgresDatabase } from '../store/postgres/postgres-database.ts'
import type { Signals } from '../store/postgres/signals.ts'
import type { Delivery, WorkItem, WorkQueue, Worker } from './work-queue.ts'

export interface PostgresQueueOptions {
  database: PostgresDatabase
  signals: Signals
  /** Of the queue's own tables; made at the first use. */
  schema: string
  onTrouble: (thrown: unknown) => void
}

/**
 * An item whose worker gives no sign of life for `heartbeatSeconds` is delivered again; one is looked for every `lookSeconds`. The former is
 * the least that pg-boss takes.
 */
const heartbeatSeconds = 10
const beatSeconds = 2
const lookSeconds = 2
const longestSeconds = 20 * 3600

/** The queue of several processes, in their store. Each item waits or is worked on once, and is forgotten when it was worked on. */
export class PostgresQueue implements WorkQueue {
  readonly #options: PostgresQueueOptions
  readonly #kinds = new Map<string, Promise<void>>()
  #boss: Promise<PgBoss> | undefined

  constructor(options: PostgresQueueOptions) {
    this.#options = options
  }

  async send(kind: string, items: readonly WorkItem[]): Promise<void> {
    const boss = await this.#kind(kind)
    for (let from = 0; from < items.length; from += 500) {
      await boss.insert(kind, items.slice(from, from + 500).map(({ key, data }) => ({ singletonKey: key, data: { key, data } })))
    }
    await this.#options.signals.tell('queue', [kind])
  }

  async work(kind: string, { concurrency }: { concurrency: number }, handle: (delivery: Delivery) => Promise<void>): Promise<Worker> {
    const boss = await this.#kind(kind)
    const options = { batchSize: 1, localConcurrency: concurrency, pollingIntervalSeconds: 1, heartbeatRefreshSeconds: beatSeconds, includeMetadata: true } as const
    const id = await boss.work<WorkItem>(kind, options, async ([job]) => {
      if (!job) return
      const delivery = { ...job.data, attempt: job.retryCount + 1, signal: job.signal }
      await handle(delivery).catch(this.#options.onTrouble)
    })
    const forget = this.#options.signals.hear('queue', (called) => (called === undefined || called === kind) && boss.notifyWorker(id))
    return {
      stop: async () => {
        forget()
        await boss.offWork(kind, { id, wait: true })
      },
    }
  }

  /** What is worked on goes back to the queue when its time without a sign of life is over. */
  async close(): Promise<void> {
    const boss = await this.#boss?.catch(() => undefined)
    await boss?.stop({ graceful: false, close: false })
  }

  async #kind(kind: string): Promise<PgBoss> {
    const boss = await this.#started()
    const made = this.#kinds.get(kind) ?? boss.createQueue(kind, { policy: 'exclusive', retryLimit: 1000, retryDelay: 0, heartbeatSeconds, expireInSeconds: longestSeconds, deleteAfterSeconds: 3600 })
    this.#kinds.set(kind, made)
    await made.catch((thrown: unknown) => {
      this.#kinds.delete(kind)
      throw thrown
    })
    return boss
  }

  #started(): Promise<PgBoss> {
    // Another process may make the tables at the same moment.
    this.#boss ??= this.#start().catch(() => this.#start()).catch((thrown: unknown) => {
      this.#boss = undefined
      throw thrown
    })
    return this.#boss
  }

  /** Loaded here, since it is an ES module and few runs need it. */
  async #start(): Promise<PgBoss> {
    const { database, schema, onTrouble } = this.#options
    const { PgBoss } = await import('pg-boss')
    const db = { executeSql: (text: string, values: unknown[] = []) => database.foreign(text, values) }
    const boss = new PgBoss({ db, schema, schedule: false, superviseIntervalSeconds: lookSeconds, monitorIntervalSeconds: lookSeconds, queueCacheIntervalSeconds: 10 })
    boss.on('error', onTrouble)
    return boss.start()
  }
}
