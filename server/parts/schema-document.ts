import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { createRouterClient } from '@orpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { asAppError, type StrataClient } from '#shared/contract/client.ts'
import type { SchemaDocument } from '#shared/contract/document-shape.ts'
import { contractRoutes } from '../contract-http.ts'
import { chooseEncoding, type Encoding } from '../accept-encoding.ts'
import type { ServerPart, ServerWorld } from './part.ts'

/** `GET /api/v1/schema`: the document as bytes that are made once, with a strong ETag for each encoding. */
export const schemaDocumentPart: ServerPart = (app, world) => {
  const route = contractRoutes().find(({ method, url, operation }) => operation.name === 'schema.document' && method === 'GET' && url.startsWith('/api/'))
  if (route) app.get(route.url, { exposeHeadRoute: false, config: { operation: route.operation } }, (request, reply) => answer(world, request, reply))
}

async function answer(world: ServerWorld, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const document = await documentFor(world, request)
  const encoding = chooseEncoding(request.headers['accept-encoding'])
  const { tag, bytes } = await encoded(document, encoding)
  // Whoever asks again gets a 304 or the new one, and a cache between never gives one caller's answer to another.
  void reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'Accept-Encoding, Authorization, Cookie' })
  if (knows(request.headers['if-none-match'], tag)) return reply.status(304).send()
  if (encoding !== 'identity') void reply.header('content-encoding', encoding)
  return reply.type('application/json; charset=utf-8').send(bytes)
}

async function documentFor({ router, callerOf }: ServerWorld, request: FastifyRequest): Promise<SchemaDocument> {
  const given = request.query as Record<string, unknown>
  const client = createRouterClient(router as never, { context: { caller: callerOf(request) } as never }) as unknown as StrataClient
  const input = { ...given, ...(given['definitions'] !== undefined && { definitions: flag(given['definitions']) }) } as Parameters<StrataClient['schema']['document']>[0]
  try {
    return await client.schema.document(input)
  } catch (thrown) {
    throw asAppError(thrown)
  }
}

/** As the contract's own routes read it; what is neither goes on to be refused. */
function flag(text: unknown): unknown {
  return text === 'true' || text === 'on' ? true : text === 'false' || text === 'off' ? false : text
}

interface Encoded {
  tag: string
  bytes: Buffer
}

/** Of a document that the engine still keeps. */
const kept = new WeakMap<SchemaDocument, Map<Encoding, Promise<Encoded>>>()

function encoded(document: SchemaDocument, encoding: Encoding): Promise<Encoded> {
  const known = kept.get(document) ?? new Map<Encoding, Promise<Encoded>>()
  kept.set(document, known)
  const made = known.get(encoding) ?? encode(document, encoding)
  known.set(encoding, made)
  return made
}

/** Two encodings are two representations: a strong tag tells them apart (RFC 9110, 8.8.3.3). */
async function encode(document: SchemaDocument, encoding: Encoding): Promise<Encoded> {
  const plain = Buffer.from(`${JSON.stringify(document)}\n`)
  const hash = createHash('sha256').update(plain).digest('base64url')
  return { tag: `"${hash}${encoding === 'identity' ? '' : `-${encoding}`}"`, bytes: await compress[encoding](plain) }
}

const compress: Readonly<Record<Encoding, (plain: Buffer) => Promise<Buffer>>> = {
  identity: async (plain) => plain,
  gzip: (plain) => promisify(gzip)(plain),
  br: (plain) => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
}

/** If-None-Match compares weakly: a proxy may have weakened the tag that it passes on (RFC 9110, 13.1.2). */
function knows(header: string | undefined, tag: string): boolean {
  return header !== undefined && header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)
}
