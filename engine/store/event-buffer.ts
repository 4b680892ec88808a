import type { JobEvent } from '#shared/contract/jobs.ts'

/** Events of one job that wait at most; with them a kill of the process can lose this many, and no more. */
export const maxBuffered = 256

const patienceMs = 100
const patienceAfterTroubleMs = 2_000

/** Gathers the events of an instant, so that thousands of them cost one transaction. */
export class EventBuffer {
  /** Writes what waits and calls `written`; false when it could not. */
  readonly #flush: () => Promise<boolean>
  readonly #waiting = new Map<string, JobEvent[]>()
  #timer: NodeJS.Timeout | undefined
  #inTrouble = false
  #isWriting = false

  constructor(flush: () => Promise<boolean>) {
    this.#flush = flush
  }

  add(jobId: string, events: readonly JobEvent[]): void {
    const waiting = this.#waiting.get(jobId) ?? []
    this.#waiting.set(jobId, waiting)
    for (const event of events) addThinned(waiting, event)
    const full = spread(waiting) >= maxBuffered
    if (full && !this.#inTrouble && !this.#isWriting) void this.#write()
    else this.#later(patienceMs)
  }

  #later(ms: number): void {
    this.#timer ??= setTimeout(() => void this.#write(), ms).unref()
  }

  async #write(): Promise<void> {
    this.#stopWaiting()
    this.#isWriting = true
    this.#inTrouble = !(await this.#flush())
    this.#isWriting = false
    if (this.#inTrouble) this.#later(patienceAfterTroubleMs)
  }

  /** A copy: what waits while somebody reads may be written meanwhile. */
  of(jobId: string): readonly JobEvent[] {
    return [...(this.#waiting.get(jobId) ?? [])]
  }

  all(): ReadonlyMap<string, readonly JobEvent[]> {
    return new Map([...this.#waiting].map(([jobId, events]) => [jobId, [...events]]))
  }

  /** These are kept; what came since goes on waiting. */
  written(kept: ReadonlyMap<string, readonly JobEvent[]>): void {
    for (const [jobId, events] of kept) {
      const last = events.at(-1)?.seq ?? 0
      const rest = (this.#waiting.get(jobId) ?? []).filter(({ seq }) => seq > last)
      if (rest.length > 0) this.#waiting.set(jobId, rest)
      else this.#waiting.delete(jobId)
    }
    if (this.#waiting.size === 0) this.#stopWaiting()
  }

  clear(): void {
    this.#stopWaiting()
    this.#waiting.clear()
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
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
