/** A database that copies are made of, as it is kept. */
export interface Kept {
  /** Whether it can still be copied. */
  alive(): Promise<boolean>
  close(): Promise<void>
}

export interface BaseLimits {
  /** Kept at the same time. */
  most: number
  /** A base that nobody has used for so long is dropped. */
  idleMs: number
}

interface Entry {
  /** What it is a base of; only one of these is kept for each owner. */
  key: string
  owner: string
  building: Promise<Kept>
  users: number
  usedAt: number
  doomed: boolean
}

export interface Lease<K> {
  base: K
  /** It was there already. */
  warm: boolean
  release(): Promise<void>
}

const usual: BaseLimits = { most: 3, idleMs: 10 * 60_000 }

/** Bases of shadows that this process keeps, so that the next preview only copies one. Closed with the engine. */
export class Bases {
  readonly #limits: BaseLimits
  readonly #entries = new Set<Entry>()
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(limits: BaseLimits = usual) {
    this.#limits = limits
  }

  /**
   * The base of that key, kept or built now. It stays until it is released. A base of the same owner with another key is out of date and
   * dropped. Two that ask for the same one at the same time build it once.
   */
  async take<K extends Kept>(owner: string, key: string, build: () => Promise<K>): Promise<Lease<K>> {
    const found = await this.#find<K>(key)
    if (found) return found
    const entry = this.#add(owner, key, build)
    try {
      const base = (await entry.building) as K
      await this.#trim()
      return this.#lease(entry, base, false)
    } catch (thrown) {
      this.#entries.delete(entry)
      throw thrown
    }
  }

  /** Drops all that is kept. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    const all = [...this.#entries]
    this.#entries.clear()
    await Promise.all(all.map(closeEntry))
  }

  async #find<K extends Kept>(key: string): Promise<Lease<K> | undefined> {
    const entry = [...this.#entries].find((one) => one.key === key && !one.doomed)
    if (!entry) return undefined
    entry.users += 1
    // Who builds it may be cancelled, or fail for reasons of their own: then this one builds.
    const base = await entry.building.catch(() => undefined)
    if (base && (await base.alive())) return this.#lease(entry, base as K, true)
    entry.doomed = true
    entry.users -= 1
    await this.#trim()
    return undefined
  }

  #lease<K extends Kept>(entry: Entry, base: K, warm: boolean): Lease<K> {
    const release = async () => {
      entry.users -= 1
      entry.usedAt = performance.now()
      await (this.#closed ? closeEntry(entry) : this.#trim())
    }
    return { base, warm, release }
  }

  #add(owner: string, key: string, build: () => Promise<Kept>): Entry {
    for (const other of this.#entries) if (other.owner === owner) other.doomed = true
    const building = build()
    building.catch(() => {})
    const entry: Entry = { key, owner, building, users: 1, usedAt: performance.now(), doomed: false }
    this.#entries.add(entry)
    return entry
  }

  /** Drops what is out of date, too old or too much, unless somebody uses it. */
  async #trim(): Promise<void> {
    const idle = [...this.#entries].filter(({ users }) => users === 0).toSorted((a, b) => a.usedAt - b.usedAt)
    const now = performance.now()
    let over = this.#entries.size - this.#limits.most
    for (const entry of idle) {
      if (!entry.doomed && over <= 0 && now - entry.usedAt < this.#limits.idleMs) continue
      over -= 1
      this.#entries.delete(entry)
      await closeEntry(entry)
    }
    this.#wake()
  }

  #wake(): void {
    clearTimeout(this.#timer)
    if (this.#closed || this.#entries.size === 0) return
    this.#timer = setTimeout(() => void this.#trim(), this.#limits.idleMs + 1_000).unref()
  }
}

async function closeEntry({ building }: Entry): Promise<void> {
  const base = await building.catch(() => undefined)
  await base?.close().catch(() => {})
}
