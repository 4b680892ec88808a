import type { JobEvent } from '#shared/contract/jobs.ts'

/** Events of one job that wait at most; with them a kill of the process can lose this many, and no more. */
export const maxBuffered = 256

const patienceMs = 100
const patienceAfterTroubleMs = 2_000

/** Gathers the events of an instant, so that thousands of them cost one transaction. */
export class EventBuffer {
  /** Writes and clears what waits; false when it could not. */
  readonly #flush: () => boolean
  readonly #waiting = new Map<string, JobEvent[]>()
  #timer: NodeJS.Timeout | undefined
  #inTrouble = false

  constructor(flush: () => boolean) {
    this.#flush = flush
  }

  add(jobId: string, events: readonly JobEvent[]): void {
    const waiting = this.#waiting.get(jobId) ?? []
    this.#waiting.set(jobId, waiting)
    for (const event of events) addThinned(waiting, event)
    const full = spread(waiting) >= maxBuffered
    if (full && !this.#inTrouble) this.#write()
    else this.#later(patienceMs)
  }

  #later(ms: number): void {
    this.#timer ??= setTimeout(() => this.#write(), ms).unref()
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#inTrouble = !this.#flush()
    if (this.#inTrouble) this.#later(patienceAfterTroubleMs)
  }

  of(jobId: string): readonly JobEvent[] {
    return this.#waiting.get(jobId) ?? []
  }

  all(): ReadonlyMap<string, readonly JobEvent[]> {
    return this.#waiting
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waiting.clear()
  }
}

/** A progress that the next one replaces at once is of use to nobody; its number stays unused. */
function addThinned(waiting: JobEvent[], event: JobEvent): void {
  if (event.type === 'progress' && waiting.at(-1)?.type === 'progress') waiting.pop()
  waiting.push(event)
}

function spread(waiting: readonly JobEvent[]): number {
  return (waiting.at(-1)?.seq ?? 0) - (waiting[0]?.seq ?? 0) + 1
}
