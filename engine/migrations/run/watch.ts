import type { RunSession } from './run-session.ts'
import { describeBlocker, type Blocker } from './side-session.ts'

export interface WatchOptions {
  signal: AbortSignal
  log: (level: 'info' | 'warning', text: string) => void
}

const firstLookMs = 1_000
const lookMs = 500
const cancelAgainMs = 1_000
const terminateAfter = 10

/** Looks after the session while a script runs: says who blocks it, and carries a cancel to the server, firmly after a while. */
export class Watch {
  /** Who was seen in the way last. */
  blockers: Blocker[] = []
  readonly #session: RunSession
  readonly #options: WatchOptions
  #timer: NodeJS.Timeout | undefined
  #pending: Promise<void> = Promise.resolve()
  #cancels = 0
  #told = ''
  #over = false

  constructor(session: RunSession, options: WatchOptions) {
    this.#session = session
    this.#options = options
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    const { signal } = this.#options
    const { lockTimeoutMs } = this.#session.limits
    this.#over = false
    const running = work()
    if (signal.aborted) this.#cancel()
    else this.#later(lockTimeoutMs > 0 ? Math.min(firstLookMs, lockTimeoutMs / 2) : firstLookMs, () => this.#look())
    signal.addEventListener('abort', this.#cancel)
    try {
      return await running
    } finally {
      this.#over = true
      clearTimeout(this.#timer)
      signal.removeEventListener('abort', this.#cancel)
      await this.#pending
    }
  }

  #later(ms: number, next: () => Promise<void>): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => (this.#pending = next()), ms)
  }

  async #look(): Promise<void> {
    const found = await this.#session.side.blockers(this.#session.pid)
    if (found.length > 0) this.blockers = found
    const words = found.map(describeBlocker).join('; ')
    if (words && words !== this.#told) this.#options.log('warning', `Waiting for a lock that ${words} holds.`)
    this.#told = words
    if (!this.#over && this.#cancels === 0) this.#later(lookMs, () => this.#look())
  }

  readonly #cancel = (): void => {
    this.#later(0, () => this.#cancelOnServer())
  }

  async #cancelOnServer(): Promise<void> {
    const { side, pid } = this.#session
    this.#cancels += 1
    if (this.#cancels > terminateAfter) await side.terminate(pid)
    else await side.cancel(pid)
    if (!this.#over) this.#later(cancelAgainMs, () => this.#cancelOnServer())
  }
}
