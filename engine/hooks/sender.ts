import type { Engine } from '../engine.ts'
import { DeliveriesTable } from './deliveries-table.ts'
import { deliver } from './deliver.ts'

export interface SenderOptions {
  onTrouble?: (thrown: unknown) => void
  /** Between two looks into the store; what this process adds is sent at once. */
  everyMs?: number
  now?: () => number
}

/** Deliveries that one process sends side by side: a receiver that takes its time keeps the others from nothing. */
const lanes = 4
const graceMs = 2_000
const pruneEveryMs = 3600_000

/** Sends what waits, while the desktop or the server runs. Several processes share the deliveries by the store. */
export class Sender {
  readonly #engine: Engine
  readonly #deliveries: DeliveriesTable
  readonly #onTrouble: (thrown: unknown) => void
  readonly #now: () => number
  readonly #timer: NodeJS.Timeout
  readonly #deaf: () => void
  #working: Promise<void> | undefined
  #again = false
  #stopped = false
  #prunedAt = 0

  constructor(engine: Engine, { onTrouble = () => {}, everyMs = 5_000, now = Date.now }: SenderOptions = {}) {
    this.#engine = engine
    this.#deliveries = new DeliveriesTable(engine.database)
    this.#onTrouble = onTrouble
    this.#now = now
    this.#timer = setInterval(() => void this.look(), everyMs)
    this.#timer.unref()
    // The recorder of news writes first: a moment later its row is there.
    this.#deaf = engine.news.hear(() => void setTimeout(() => void this.look(), 50).unref())
  }

  /** Sends all that is due; resolves when that is done. Never throws. */
  look(): Promise<void> {
    if (this.#stopped) return this.#working ?? Promise.resolve()
    if (this.#working) this.#again = true
    this.#working ??= this.#round().catch(this.#onTrouble).finally(() => (this.#working = undefined))
    return this.#working
  }

  /** Takes nothing new and waits a moment for what is being sent; what a receiver has not answered by then is sent again later. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    this.#deaf()
    await Promise.race([this.#working, new Promise((resolve) => setTimeout(resolve, graceMs).unref())])
  }

  async #round(): Promise<void> {
    do {
      this.#again = false
      await Promise.all(Array.from({ length: lanes }, () => this.#lane()))
    } while (this.#again && !this.#stopped)
    await this.#prune()
  }

  async #lane(): Promise<void> {
    while (!this.#stopped) {
      const claimed = await this.#deliveries.claim(this.#now())
      if (!claimed) return
      await deliver(this.#engine, this.#deliveries, claimed)
    }
  }

  async #prune(): Promise<void> {
    const now = this.#now()
    if (now - this.#prunedAt < pruneEveryMs) return
    this.#prunedAt = now
    await this.#deliveries.prune(now)
  }
}
