import type { FastifyReply, FastifyRequest } from 'fastify'
import { factsOf, isPage, routeOf } from '../request-facts.ts'
import type { ServerPart, ServerWorld } from './part.ts'

/** One line for each request that was answered, without its query, headers and body; the caller gets the id to ask about it. */
export const requestLogPart: ServerPart = (app, world) => {
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  const { requestLog: log } = world.options
  if (!log) return
  app.addHook('onResponse', async (request, reply) => {
    const { statusCode } = reply
    if (statusCode < 400 && (request.routeOptions.config.health || isPage(request))) return
    const level = statusCode >= 500 && statusCode !== 503 ? 'error' : isRefusal(statusCode) ? 'warn' : 'info'
    log[level](lineOf(request, reply, world), isRefusal(statusCode) ? 'Refused' : 'Answered')
  })
  world.engine?.jobs.onEnded(({ id, operation, env, state, error }) => log.info({ jobId: id, operation, env, state, code: error?.code, ref: error?.ref }, 'Job ended'))
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403 || status === 429 || status === 503
}

function lineOf(request: FastifyRequest, reply: FastifyReply, world: ServerWorld): object {
  const { operation } = request.routeOptions.config
  return {
    requestId: request.id, method: request.method, route: routeOf(request), ...(operation && { operation: operation.name }),
    status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10, address: request.ip, caller: callerName(request, world), ...factsOf(request),
  }
}

/** Of a request that was refused nobody knows who sent it. */
function callerName(request: FastifyRequest, world: ServerWorld): string | undefined {
  try {
    return world.callerOf(request)?.name
  } catch {
    return undefined
  }
}
