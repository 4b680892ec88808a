import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ServerLimits } from './limits.ts'

const sampleEvery = 1000
const resolution = 20

/** Seconds in a row; a program that was stopped or starved for a moment has one such second. */
const lateForPressure = 2

/** Whether the program keeps up. One long step, such as reading a large schema, is no pressure: most steps must be late, and for more than a second. */
export class Pressure {
  readonly #delay = monitorEventLoopDelay({ resolution })
  readonly #limits: Pick<ServerLimits, 'lagMs' | 'heapMb'>
  readonly #timer: NodeJS.Timeout
  #late = 0
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
    this.#late = this.#limits.lagMs > 0 && lagMs > this.#limits.lagMs ? this.#late + 1 : 0
    this.#problem = this.#late >= lateForPressure ? 'it lags behind' : full ? 'its memory is full' : undefined
  }
}
