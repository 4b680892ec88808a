import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#shared/contract/app-error.ts'
import type { OperationMeta } from '#shared/contract/operation.ts'
import type { ServerPart, ServerWorld } from './part.ts'

const retrySeconds = 5

/** Back pressure: a server that cannot keep up says so at once instead of making everyone wait. */
export const overloadPart: ServerPart = (app, world) => {
  const { limits, life, pressure } = world
  app.server.maxConnections = limits.connections
  app.addHook('onClose', async () => pressure.close())
  const counter = new InFlight()
  app.addHook('onRequest', async (request, reply) => {
    const { operation } = request.routeOptions.config
    if (isExempt(request)) return
    if (life.ending && !isWatching(operation)) throw new AppError('shutting_down')
    if (pressure.problem) throw overloaded(pressure.problem)
    counter.enter(request, reply, world)
  })
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.operation?.job && runningJobs(world) >= limits.jobs) throw overloaded(`${limits.jobs} jobs run or wait`)
  })
}

/** How the server is must be seen most of all when it is not well. */
function isExempt({ routeOptions: { config } }: FastifyRequest): boolean {
  return config.health === true || config.whenBusy === true
}

/** Of what was begun people still want to see the end. */
function isWatching(operation: OperationMeta | undefined): boolean {
  return operation?.name.startsWith('jobs.') ?? false
}

function isLong(operation: OperationMeta | undefined): boolean {
  return operation?.name === 'jobs.watch' || operation?.name === 'jobs.wait'
}

class InFlight {
  #short = 0
  #long = 0

  /** Counts the request until its answer was sent or its connection is gone. */
  enter(request: FastifyRequest, reply: FastifyReply, { limits }: ServerWorld): void {
    const long = isLong(request.routeOptions.config.operation)
    if (long && this.#long >= limits.streams) throw overloaded(`${limits.streams} streams are open`)
    if (!long && this.#short >= limits.requests) throw overloaded(`${limits.requests} requests are being worked on`)
    this.#add(long, 1)
    reply.raw.once('close', () => this.#add(long, -1))
  }

  #add(long: boolean, change: number): void {
    if (long) this.#long += change
    else this.#short += change
  }
}

function runningJobs({ engine }: ServerWorld): number {
  return engine?.jobs.running().length ?? 0
}

function overloaded(what: string): AppError {
  return new AppError('overloaded', { what, seconds: retrySeconds })
}
