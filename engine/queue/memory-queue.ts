import type { Delivery, WorkItem, WorkQueue, Worker } from './work-queue.ts'

interface Kind {
  waiting: WorkItem[]
  keys: Set<string>
  wake: (() => void)[]
}

/** The queue of a store that one process has for itself. What waits is forgotten with the process. */
export class MemoryQueue implements WorkQueue {
  readonly #kinds = new Map<string, Kind>()
  readonly #onTrouble: (thrown: unknown) => void

  constructor(onTrouble: (thrown: unknown) => void = () => {}) {
    this.#onTrouble = onTrouble
  }

  async send(name: string, items: readonly WorkItem[]): Promise<void> {
    const kind = this.#kind(name)
    for (const item of items) {
      if (kind.keys.has(item.key)) continue
      kind.keys.add(item.key)
      kind.waiting.push(item)
      kind.wake.shift()?.()
    }
  }

  async work(name: string, { concurrency }: { concurrency: number }, handle: (delivery: Delivery) => Promise<void>): Promise<Worker> {
    const stop = new AbortController()
    const lanes = Array.from({ length: concurrency }, () => this.#lane(this.#kind(name), handle, stop.signal))
    return {
      stop: async () => {
        stop.abort()
        for (const wake of this.#kind(name).wake.splice(0)) wake()
        await Promise.all(lanes)
      },
    }
  }

  async #lane(kind: Kind, handle: (delivery: Delivery) => Promise<void>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const item = kind.waiting.shift()
      if (!item) await new Promise<void>((resolve) => void kind.wake.push(resolve))
      else await handle({ ...item, attempt: 1, signal }).catch(this.#onTrouble).finally(() => kind.keys.delete(item.key))
    }
  }

  #kind(name: string): Kind {
    const kind = this.#kinds.get(name) ?? { waiting: [], keys: new Set<string>(), wake: [] }
    this.#kinds.set(name, kind)
    return kind
  }
}
