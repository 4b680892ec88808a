import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { contractHandlers, contractRoutes, openApiDocument, type Calls } from '../contract-http.ts'
import { unknownAddress } from '../error-answer.ts'
import { followed, isStream } from '../streams.ts'
import type { ServerPart, ServerWorld } from './part.ts'

/** The contract's own routes, each by itself so that hooks know the operation, and the document that describes them. */
export const contractPart: ServerPart = (app, world) => {
  const { rpc, api } = contractHandlers(world.router)
  const document = openApiDocument()
  app.get('/api/v1/openapi.json', () => document)
  for (const { method, url, operation } of contractRoutes()) {
    // A part before this one answers it in its own way.
    if (app.hasRoute({ method: method as HTTPMethods, url })) continue
    const serve = url.startsWith('/rpc/') ? rpc : api
    app.route({ method, url, exposeHeadRoute: false, config: { operation, signIn: signsIn.has(operation.name) }, handler: async (request, reply) => found(await serve(request, reply, callsOf(request, reply, world)), request) })
  }
}

/** Where a name and a password, or a printed link, could be guessed. */
const signsIn: ReadonlySet<string> = new Set(['access.signIn', 'access.makeOwner', 'access.changePassword'])

/** Nginx and its like would keep a stream back until it is whole; whatever compresses would too. */
function callsOf(request: FastifyRequest, reply: FastifyReply, world: ServerWorld): Calls {
  const { life } = world
  return {
    caller: world.callerOf(request),
    visit: world.visitOf(request, reply),
    end: life.streamsEnd,
    answered: (_operation, _input, output) => {
      if (!isStream(output)) return output
      void reply.headers({ 'x-accel-buffering': 'no', 'cache-control': 'no-cache, no-transform' })
      reply.raw.once('close', life.enterStream())
      return followed(output, life)
    },
  }
}

function found({ matched }: { matched: boolean }, request: FastifyRequest): void {
  if (!matched) throw unknownAddress(request)
}
