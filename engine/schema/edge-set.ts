import type { Edge } from '#shared/schema/snapshot.ts'
import { none } from './addresses.ts'
import type { FactCollector } from './fact-collector.ts'

/** Edges between numbered facts, each once; for each fact a chain of its targets, because a set of pairs would cost ten times the room. */
export class EdgeSet {
  readonly #collector: FactCollector
  /** By fact, the last edge from it; by edge, the one before it from the same fact. */
  readonly #last: Int32Array
  readonly #before: number[] = []
  readonly #sources: number[] = []
  readonly #targets: number[] = []

  constructor(collector: FactCollector) {
    this.#collector = collector
    this.#last = new Int32Array(collector.count).fill(none)
  }

  /** Leaves out what leads to itself, or from a part to what it is a part of, or back. */
  add(from: number, to: number): void {
    if (from === none || to === none || from === to || this.#isWithin(from, to) || this.#isWithin(to, from)) return
    for (let edge = this.#last[from] as number; edge !== none; edge = this.#before[edge] as number) if (this.#targets[edge] === to) return
    this.#before.push(this.#last[from] as number)
    this.#last[from] = this.#sources.length
    this.#sources.push(from)
    this.#targets.push(to)
  }

  edges(): Edge[] {
    return this.#sources.map((from, index) => ({ from: this.#collector.idOf(from), to: this.#collector.idOf(this.#targets[index] as number) }))
  }

  #isWithin(part: number, whole: number): boolean {
    for (let above = this.#collector.parentOf(part); above !== none; above = this.#collector.parentOf(above)) if (above === whole) return true
    return false
  }
}
