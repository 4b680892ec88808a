import type { FastifyRequest } from 'fastify'
import { contractRoutes, openApiDocument } from '../contract-http.ts'
import { unknownAddress } from '../error-answer.ts'
import type { ServerPart } from './part.ts'

/** The contract's own routes, and the document that describes them. */
export const contractPart: ServerPart = (app, world) => {
  const { rpc, api } = contractRoutes(world.router, world.callerOf)
  const document = openApiDocument()
  app.get('/api/v1/openapi.json', () => document)
  app.all('/rpc/*', async (request, reply) => found(await rpc(request, reply), request))
  app.all('/api/v1/*', async (request, reply) => found(await api(request, reply), request))
}

function found({ matched }: { matched: boolean }, request: FastifyRequest): void {
  if (!matched) throw unknownAddress(request)
}
