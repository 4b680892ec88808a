import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ServerLimits } from './limits.ts'

const sampleEvery = 1000
const resolution = 20

/** Whether the program keeps up. One long step, such as reading a large schema, is no pressure: most steps of a second must be late. */
export class Pressure {
  readonly #delay = monitorEventLoopDelay({ resolution })
  readonly #limits: Pick<ServerLimits, 'lagMs' | 'heapMb'>
  readonly #timer: NodeJS.Timeout
  #problem: string | undefined

  constructor(limits: Pick<ServerLimits, 'lagMs' | 'heapMb'>) {
    this.#limits = limits
    this.#delay.enable()
    this.#timer = setInterval(() => this.#look(), sampleEvery)
    this.#timer.unref()
  }

  /** What is short, in words; undefined: nothing. */
  get problem(): string | undefined {
    return this.#problem
  }

  close(): void {
    clearInterval(this.#timer)
    this.#delay.disable()
  }

  #look(): void {
    const lagMs = this.#delay.percentile(50) / 1e6 - resolution
    this.#delay.reset()
    const full = this.#limits.heapMb > 0 && process.memoryUsage().heapUsed > this.#limits.heapMb * 2 ** 20
    this.#problem = lagMs > this.#limits.lagMs ? 'it lags behind' : full ? 'its memory is full' : undefined
  }
}
