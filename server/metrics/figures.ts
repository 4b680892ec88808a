import type { FastifyReply, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Engine } from '#engine/engine.ts'
import type { ServerLife } from '../server-life.ts'
import { environmentFigures, type Seen } from './environment-figures.ts'
import { httpFigures } from './http-figures.ts'
import { jobFigures } from './job-figures.ts'

/** The figures of one server, for Prometheus. */
export class Figures {
  readonly #registry = new Registry()
  readonly #seen = new Map<string, Seen>()
  readonly #engine: Engine | undefined
  readonly #release: () => void
  readonly #refresh: () => Promise<void>
  /** Counts an answer. */
  readonly answered: (request: FastifyRequest, reply: FastifyReply) => void

  constructor(engine: Engine | undefined, life: ServerLife) {
    this.#engine = engine
    this.answered = httpFigures(this.#registry, life)
    collectDefaultMetrics({ register: this.#registry })
    this.#release = engine ? jobFigures(this.#registry, engine) : () => {}
    this.#refresh = engine ? environmentFigures(this.#registry, engine, this.#seen) : () => Promise.resolve()
    new Gauge({ name: 'strata_info', help: 'Version of this Strata', labelNames: ['version'], registers: [this.#registry] }).set({ version: engine?.info.version ?? '' }, 1)
  }

  /** Keeps what an operation told anyway. */
  heard(operation: string, input: unknown, output: unknown): void {
    if (operation !== 'migrations.status') return
    const id = this.#idOf((input as { env?: unknown }).env)
    const { pending } = output as { pending?: unknown }
    if (id !== undefined && typeof pending === 'number') this.#seen.set(id, { pending, at: Date.now() })
  }

  get contentType(): string {
    return this.#registry.contentType
  }

  async text(): Promise<string> {
    await this.#refresh()
    return this.#registry.metrics()
  }

  close(): void {
    this.#release()
    this.#registry.clear()
  }

  #idOf(env: unknown): string | undefined {
    try {
      return typeof env === 'string' ? this.#engine?.environments.get(env).id : undefined
    } catch {
      return undefined
    }
  }
}
