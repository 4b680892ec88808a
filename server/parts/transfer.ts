import { createHash } from 'node:crypto'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerPart } from './part.ts'

/** Not streams of events: they would be kept back until a block is full. */
const compressible = /^(application\/(json|javascript|manifest\+json)|text\/(html|css|javascript|plain)|image\/svg\+xml)\b/

/** Answers are sent small, and not at all to whoever has them already. */
export const transferPart: ServerPart = async (app) => {
  app.addHook('onSend', async (request, reply, payload) => (isTagged(request, reply, payload) ? unlessKnown(request, reply, payload) : payload))
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    customTypes: compressible,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
}

function isTagged(request: FastifyRequest, reply: FastifyReply, payload: unknown): payload is string {
  return request.method === 'GET' && reply.statusCode === 200 && typeof payload === 'string' && !reply.hasHeader('etag') && request.routeOptions.config.whenBusy !== true && request.routeOptions.config.health !== true
}

/** A weak tag: the same answer may be sent compressed or plain. No cache between may keep it, since it belongs to one caller. */
function unlessKnown(request: FastifyRequest, reply: FastifyReply, payload: string): string | null {
  const tag = `W/"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`
  void reply.header('etag', tag)
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-cache')
  const known = (request.headers['if-none-match'] ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag.slice(2))
  if (!known) return payload
  void reply.status(304).removeHeader('content-length').removeHeader('content-type')
  return null
}
