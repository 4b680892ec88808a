import { open } from 'node:fs/promises'

const stepBytes = 32 * 1024 * 1024

/**
 * Brings a file that another program writes to the disk piece by piece, so that little is left to be waited for at its end. Only a help:
 * what it cannot do is done then.
 */
export class EarlySync {
  readonly #file: string
  #synced = 0
  #busy = false

  constructor(file: string) {
    this.#file = file
  }

  /** Told of the size now and then. */
  grown(bytes: number): void {
    if (this.#busy || bytes - this.#synced < stepBytes) return
    this.#busy = true
    void this.#sync(bytes).finally(() => (this.#busy = false))
  }

  async #sync(bytes: number): Promise<void> {
    const handle = await open(this.#file, 'r+').catch(() => undefined)
    await handle?.datasync().then(() => (this.#synced = bytes), () => {})
    await handle?.close().catch(() => {})
  }
}
