/** A binary heap of whole numbers: the lowest comes out first. */
export class LowestFirst {
  readonly #heap: number[] = []

  get size(): number {
    return this.#heap.length
  }

  push(value: number): void {
    const heap = this.#heap
    let at = heap.length
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = heap[above] as number
      if (parent <= value) break
      heap[at] = parent
      at = above
    }
    heap[at] = value
  }

  pop(): number | undefined {
    const heap = this.#heap
    const lowest = heap[0]
    const last = heap.pop()
    if (last !== undefined && heap.length > 0) this.#sink(last)
    return lowest
  }

  #sink(value: number): void {
    const heap = this.#heap
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++
      if ((heap[child] as number) >= value) break
      heap[at] = heap[child] as number
      at = child
    }
    heap[at] = value
  }
}
