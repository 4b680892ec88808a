import { AppError } from '#shared/contract/app-error.ts'

/** The end of a server, in two steps: it takes no new work, then it ends what is still open. */
export class ServerLife {
  readonly #streamsEnd = new AbortController()
  #ending = false
  #streams = 0
  #quiet: (() => void) | undefined

  /** No new work is taken any more. */
  get ending(): boolean {
    return this.#ending
  }

  /** Aborted when streams must come to their last event. */
  get streamsEnd(): AbortSignal {
    return this.#streamsEnd.signal
  }

  get streams(): number {
    return this.#streams
  }

  stopTaking(): void {
    this.#ending = true
  }

  /** Counts a stream as open until the returned function is called. */
  enterStream(): () => void {
    this.#streams += 1
    let open = true
    return () => {
      if (!open) return
      open = false
      this.#streams -= 1
      if (this.#streams === 0) this.#quiet?.()
    }
  }

  /** Ends the streams, each with an event that says so; resolves when all have, or after `patienceMs`. */
  async endStreams(patienceMs: number): Promise<void> {
    this.#ending = true
    this.#streamsEnd.abort(new AppError('shutting_down'))
    if (this.#streams === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs)
      this.#quiet = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
