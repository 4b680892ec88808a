import type pg from 'pg'

interface Waiting {
  resolve(client: pg.Client): void
  reject(thrown: unknown): void
}

/** Sessions on the store. A session that was lost is replaced when the next one is asked for. */
export class ClientPool {
  readonly #open: () => Promise<pg.Client>
  readonly #most: number
  readonly #idle: pg.Client[] = []
  readonly #waiting: Waiting[] = []
  readonly #lost = new WeakSet<pg.Client>()
  #count = 0
  #closed = false

  constructor(open: () => Promise<pg.Client>, most: number) {
    this.#open = open
    this.#most = most
  }

  /** A session of one's own. What throws `SessionSpoiled` leaves none behind that others would get. */
  async use<T>(work: (client: pg.Client) => Promise<T>, isSpoiled: (thrown: unknown) => boolean): Promise<T> {
    const client = await this.#take()
    try {
      const result = await work(client)
      this.#giveBack(client)
      return result
    } catch (thrown) {
      if (isSpoiled(thrown)) this.#drop(client)
      else this.#giveBack(client)
      throw thrown
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the store is closed'))
    await Promise.all(this.#idle.splice(0).map((client) => client.end().catch(() => {})))
  }

  async #take(): Promise<pg.Client> {
    if (this.#closed) throw new Error('the store is closed')
    for (let client = this.#idle.pop(); client; client = this.#idle.pop()) if (!this.#lost.has(client)) return client
    if (this.#count >= this.#most) return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
    return this.#add()
  }

  async #add(): Promise<pg.Client> {
    this.#count += 1
    try {
      const client = await this.#open()
      client.once('end', () => this.#forget(client))
      return client
    } catch (thrown) {
      this.#count -= 1
      this.#waiting.shift()?.reject(thrown)
      throw thrown
    }
  }

  #giveBack(client: pg.Client): void {
    if (this.#lost.has(client)) return this.#serveNext()
    const next = this.#waiting.shift()
    if (next) next.resolve(client)
    else if (this.#closed) this.#drop(client)
    else this.#idle.push(client)
  }

  #drop(client: pg.Client): void {
    this.#forget(client)
    // A session whose server is silent would never say goodbye.
    ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    this.#serveNext()
  }

  #forget(client: pg.Client): void {
    if (this.#lost.has(client)) return
    this.#lost.add(client)
    this.#count -= 1
    const at = this.#idle.indexOf(client)
    if (at >= 0) this.#idle.splice(at, 1)
  }

  #serveNext(): void {
    const next = this.#waiting.shift()
    if (next) this.#take().then(next.resolve, next.reject)
  }
}
