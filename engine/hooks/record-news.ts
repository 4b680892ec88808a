import type { Engine } from '../engine.ts'
import type { News, NewsItem } from '../news/news.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { DeliveriesTable } from './deliveries-table.ts'
import { bodyOf } from './templates.ts'
import { WebhooksTable, type KeptWebhook } from './webhooks-table.ts'

/** Keeps of each piece of news a delivery for every webhook that wants it; whoever sends finds them in the store. */
export class NewsRecorder {
  readonly #database: StoreDatabase
  readonly #onTrouble: (thrown: unknown) => void
  readonly #deaf: () => void
  #writing: Promise<void> = Promise.resolve()

  constructor({ database, news }: { database: StoreDatabase; news: News }, onTrouble: (thrown: unknown) => void) {
    this.#database = database
    this.#onTrouble = onTrouble
    this.#deaf = news.hear((item) => this.#keep(item))
  }

  /** Hears no more, and waits for what is being written. */
  async close(): Promise<void> {
    this.#deaf()
    await this.#writing
  }

  #keep(item: NewsItem): void {
    if (item.kind === 'test' || this.#database.kind === 'none') return
    this.#writing = this.#writing.then(() => record(this.#database, item)).catch(this.#onTrouble)
  }
}

async function record(database: StoreDatabase, item: NewsItem): Promise<void> {
  const deliveries = new DeliveriesTable(database)
  for (const webhook of await new WebhooksTable(database).list()) {
    if (wants(webhook, item)) await deliveries.add({ webhookId: webhook.id, kind: item.kind, env: item.env, body: bodyOf(webhook.template, item) })
  }
}

function wants({ enabled, kinds, envs }: KeptWebhook, { kind, envId }: NewsItem): boolean {
  return enabled && kinds.some((one) => one === kind) && (envs.length === 0 || envs.includes(envId))
}

/** What a webhook is sent to try it. */
export function testNews({ actor }: Pick<Engine, 'actor'>): NewsItem {
  return { kind: 'test', envId: '', env: '', at: new Date().toISOString(), text: 'This is a test: webhooks of this Strata arrive here.', by: `${actor.user}@${actor.host}`, facts: {} }
}
