import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { AppError } from '#shared/contract/app-error.ts'
import { asAppError } from '#shared/contract/client.ts'
import { DescribedBackups } from '#engine/described/described-backups.ts'
import { clientOf, contractRoutes } from '../contract-http.ts'
import { headerOf, type DescribedCall } from '../described/call.ts'
import { describedPrefix, describedRoutes, type DescribedRoute } from '../described/routes.ts'
import type { ServerPart, ServerWorld } from './part.ts'

/** The API that the product was described with, over the contract: the same gate, confirmations, jobs and journal. docs/described-api.md */
export const describedApiPart: ServerPart = (app, world) => {
  const { engine } = world
  if (!engine) return
  const names = new DescribedBackups(engine.database)
  const operations = new Map(contractRoutes().map(({ operation }) => [operation.name, operation]))
  for (const route of describedRoutes) {
    const operation = operations.get(route.operation)
    app.route({
      method: route.method,
      url: `${describedPrefix}${route.path.replace(/\{(\w+)\}/g, ':$1')}`,
      exposeHeadRoute: false,
      config: { ...(operation && { operation }) },
      handler: (request, reply) => answer(route, request, reply, { ...callOf(request, reply, world), names }),
    })
  }
}

function callOf(request: FastifyRequest, reply: FastifyReply, world: ServerWorld): Omit<DescribedCall, 'names'> {
  return { client: clientOf(world.router, { caller: world.callerOf(request), visit: world.visitOf(request, reply) }), header: headerOf(request), profile: process.env['STRATA_PROFILE'] || undefined }
}

async function answer(route: DescribedRoute, request: FastifyRequest, reply: FastifyReply, call: DescribedCall): Promise<FastifyReply> {
  const input = { ...(request.params as object), ...parsed(route.query, request.query), ...(route.body && parsed(route.body, request.body ?? {})) }
  try {
    return reply.send(await route.run(call, input))
  } catch (thrown) {
    throw asAppError(thrown)
  }
}

function parsed(schema: z.ZodObject, given: unknown): Record<string, unknown> {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const field = issue?.path.map(String).join('.') ?? ''
  throw new AppError('bad_request', { problem: `${field === '' ? 'the request' : field}: ${issue?.message ?? 'not valid'}` }, field === '' ? {} : { where: { field } })
}
