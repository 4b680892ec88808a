import type { Preview } from '#shared/contract/preview.ts'

type Stage = Preview['stages'][number]

/** How long each part of a preview took. */
export class Stopwatch {
  readonly #spent = new Map<Stage['name'], number>()

  async time<T>(name: Stage['name'], work: () => Promise<T> | T): Promise<T> {
    const began = performance.now()
    try {
      return await work()
    } finally {
      this.add(name, performance.now() - began)
    }
  }

  add(name: Stage['name'], ms: number): void {
    this.#spent.set(name, (this.#spent.get(name) ?? 0) + ms)
  }

  stages(): Stage[] {
    return [...this.#spent].map(([name, ms]) => ({ name, ms: Math.round(ms) }))
  }
}
