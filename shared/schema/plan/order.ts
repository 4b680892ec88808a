import type { Link } from './links.ts'
import { LowestFirst } from './queue.ts'

/** Every statement, in an order that keeps all links but those that were given up; or a cycle of links none of which may be. */
export type Ordering = { readonly order: readonly number[] } | { readonly cycle: readonly Link[] }

export interface OrderOptions {
  /** Asked about a cycle without soft links, each waiting for the one before: the link to give up, or undefined. */
  breakCycle?(cycle: readonly Link[]): Link | undefined
  /** Whether a statement belongs right behind another one and comes before all others as soon as it may. */
  clings?(index: number): boolean
}

/** Kahn's algorithm with a queue by rank: of all that may come next, the lowest rank comes. Equal input, equal order. */
export function orderNodes(links: readonly Link[], ranks: Int32Array, options: OrderOptions = {}): Ordering {
  return new Sorter(links, ranks, options).run()
}

class Sorter {
  readonly #count: number
  readonly #ranks: Int32Array
  readonly #byRank: Int32Array
  readonly #breakCycle: (cycle: readonly Link[]) => Link | undefined
  readonly #clings: (index: number) => boolean
  readonly #out: Link[][]
  readonly #in: Link[][]
  readonly #waits: Int32Array
  readonly #done: Uint8Array
  readonly #ready = new LowestFirst()
  readonly #clinging = new LowestFirst()
  readonly #dropped = new Set<Link>()
  /** Ranks below are done. */
  #seen = 0

  constructor(links: readonly Link[], ranks: Int32Array, { breakCycle = () => undefined, clings = () => false }: OrderOptions) {
    const count = ranks.length
    this.#count = count
    this.#ranks = ranks
    this.#breakCycle = breakCycle
    this.#clings = clings
    this.#byRank = new Int32Array(count)
    for (let index = 0; index < count; index++) this.#byRank[ranks[index] as number] = index
    this.#out = Array.from({ length: count }, () => [])
    this.#in = Array.from({ length: count }, () => [])
    this.#waits = new Int32Array(count)
    this.#done = new Uint8Array(count)
    for (const link of links) {
      this.#out[link.from]?.push(link)
      this.#in[link.to]?.push(link)
      this.#waits[link.to] = (this.#waits[link.to] as number) + 1
    }
  }

  run(): Ordering {
    const order: number[] = []
    for (let index = 0; index < this.#count; index++) if (this.#waits[index] === 0) this.#enqueue(index)
    while (order.length < this.#count) {
      const rank = this.#clinging.pop() ?? this.#ready.pop()
      if (rank !== undefined) order.push(this.#take(this.#byRank[rank] as number))
      else {
        const cycle = this.#findCycle()
        const weak = cycle.find((link) => link.strength === 'soft') ?? this.#breakCycle(cycle)
        if (!weak) return { cycle }
        this.#dropped.add(weak)
        this.#release(weak)
      }
    }
    return { order }
  }

  #take(index: number): number {
    this.#done[index] = 1
    for (const link of this.#out[index] ?? []) if (!this.#dropped.has(link)) this.#release(link)
    return index
  }

  #release(link: Link): void {
    const waits = (this.#waits[link.to] as number) - 1
    this.#waits[link.to] = waits
    if (waits === 0) this.#enqueue(link.to)
  }

  #enqueue(index: number): void {
    const queue = this.#clings(index) ? this.#clinging : this.#ready
    queue.push(this.#ranks[index] as number)
  }

  /** Every statement that is left waits for one that is left: following them backwards must come round. */
  #findCycle(): Link[] {
    while (this.#done[this.#byRank[this.#seen] as number] === 1) this.#seen++
    let at = this.#byRank[this.#seen] as number
    const path: Link[] = []
    const seen = new Map<number, number>()
    for (;;) {
      const start = seen.get(at)
      if (start !== undefined) return path.slice(start).toReversed()
      seen.set(at, path.length)
      const back = this.#waitsFor(at)
      if (!back) return path
      path.push(back)
      at = back.from
    }
  }

  #waitsFor(index: number): Link | undefined {
    return (this.#in[index] ?? []).find((link) => this.#done[link.from] === 0 && !this.#dropped.has(link))
  }
}
