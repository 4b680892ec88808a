import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { AppError } from '#shared/contract/app-error.ts'
import { contractHandlers, contractRoutes, openApiDocument, type Calls } from '../contract-http.ts'
import { unknownAddress } from '../error-answer.ts'
import { factsOf } from '../request-facts.ts'
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
    end: isLong(request) ? AbortSignal.any([life.streamsEnd, untilRefused(request, reply, world)]) : life.streamsEnd,
    failed: (code) => Object.assign(factsOf(request), { code }),
    answered: (operation, input, output) => {
      world.figures.heard(operation, input, output)
      if (request.routeOptions.config.operation?.job) Object.assign(factsOf(request), { jobId: (output as { jobId?: string }).jobId })
      if (!isStream(output)) return output
      void reply.headers({ 'x-accel-buffering': 'no', 'cache-control': 'no-cache, no-transform' })
      reply.raw.once('close', life.enterStream())
      return followed(output, life)
    },
  }
}

function isLong({ routeOptions: { config } }: FastifyRequest): boolean {
  return config.operation?.name === 'jobs.watch'
}

/** Between two looks whether whoever follows a stream is still let in. */
const lookEveryMs = 5_000

/** Aborted when the session or the token of a stream holds no more, or gives other roles: a stream would outlive them. */
function untilRefused(request: FastifyRequest, reply: FastifyReply, { callers, callerOf }: ServerWorld): AbortSignal {
  const refused = new AbortController()
  const before = JSON.stringify(callerOf(request))
  const look = async () => {
    const now = await callers?.admit(request).catch(() => undefined)
    if (JSON.stringify(now?.caller) !== before) refused.abort(new AppError('sign_in_required'))
  }
  const timer = setInterval(() => void look(), lookEveryMs)
  reply.raw.once('close', () => clearInterval(timer))
  return refused.signal
}

function found({ matched }: { matched: boolean }, request: FastifyRequest): void {
  if (!matched) throw unknownAddress(request)
}
