import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import { AppError } from '#shared/contract/app-error.ts'
import type { Engine } from '#engine/engine.ts'
import type { StrataRouter } from '#engine/operations/dispatch.ts'
import { Access } from './access.ts'
import { answerClientError } from './client-error.ts'
import { answerError, pathOf, unknownAddress, type LogError } from './error-answer.ts'
import { serverLimits, type ServerLimits } from './limits.ts'
import type { ServerLog } from './log/server-log.ts'
import { Figures } from './metrics/figures.ts'
import { outerParts, serverParts } from './parts/index.ts'
import type { ServerWorld } from './parts/part.ts'
import { Pressure } from './pressure.ts'
import { foreignRequest, ownHosts } from './request-origin.ts'
import { requestIds } from './request-id.ts'
import { ServerLife } from './server-life.ts'

export interface ServeOptions {
  /** Folder with the built renderer. */
  renderer: string
  /** 0: any free port. */
  port?: number
  /** Address to listen on; the own machine alone unless told. */
  host?: string
  /** Makes a token for programs, good as long as the server runs. */
  withApiToken?: boolean
  /** Gets what a person who looks for the cause of an `internal` error needs. */
  logError?: LogError
  limits?: ServerLimits
  /** Gets a line for each request; absent: none is written. */
  log?: ServerLog
  /** Who reads `/metrics` beside viewers of all environments: whoever has the token, and programs of this machine. */
  metrics?: { token?: string | undefined; loopback?: boolean }
  /** Addresses or networks of proxies whose X-Forwarded-* headers are believed; absent: nobody's. */
  trustProxy?: readonly string[]
}

export interface Served {
  /** Link for the browser; good for one sign-in. */
  url: string
  origin: string
  port: number
  apiToken: string | undefined
  /** From now on nothing new is begun; what runs may be watched, and `/readyz` says no. */
  stopTaking(): void
  /** Ends open streams, each with a last event, and stops listening; jobs go on. */
  close(): Promise<void>
}

/** Milliseconds that streams get for their last event. */
const lastEventPatience = 2000

/** Serves the studio and its contract to browsers and programs of this machine. */
export async function serveRouter(router: StrataRouter, options: ServeOptions, engine?: Engine): Promise<Served> {
  const address = options.host ?? '127.0.0.1'
  const limits = options.limits ?? serverLimits
  const app = createApp(options, limits)
  const life = new ServerLife()
  let access: Access | undefined
  let hosts: string[] = []
  const world: ServerWorld = {
    router,
    options,
    engine,
    limits,
    life,
    pressure: new Pressure(limits),
    figures: new Figures(engine, life),
    get hosts() {
      return hosts
    },
    callerOf: () => undefined,
  }
  for (const part of outerParts) await part(app, world)
  app.addHook('onRequest', (request, reply) => admit(request, reply, access, hosts))
  for (const part of serverParts) await part(app, world)
  await app.listen({ host: address, port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  hosts = ownHosts(address, port)
  access = new Access(port, options.withApiToken ?? false)
  const origin = `http://${hosts[0]}`
  const close = async () => {
    await life.endStreams(lastEventPatience)
    await app.close()
  }
  return { url: `${origin}/?token=${access.linkToken}`, origin, port, apiToken: access.apiToken, stopTaking: () => life.stopTaking(), close }
}

function createApp({ trustProxy, logError }: ServeOptions, limits: ServerLimits): FastifyInstance {
  const app = fastify({
    forceCloseConnections: true,
    bodyLimit: limits.bodyBytes,
    routerOptions: { maxParamLength: 1000 },
    trustProxy: trustProxy === undefined ? false : [...trustProxy],
    connectionTimeout: limits.idleSeconds * 1000,
    requestTimeout: limits.requestSeconds * 1000,
    http: { headersTimeout: Math.min(limits.headersSeconds, limits.requestSeconds) * 1000, connectionsCheckingInterval: 1000 },
    genReqId: requestIds(trustProxy !== undefined),
    clientErrorHandler: answerClientError(limits),
  })
  app.setErrorHandler((error, request, reply) => answerError(request, reply, error, { limits, logError }))
  app.setNotFoundHandler((request) => Promise.reject(unknownAddress(request)))
  return app
}

async function admit(request: FastifyRequest, reply: FastifyReply, access: Access | undefined, hosts: readonly string[]): Promise<unknown> {
  if (request.routeOptions.config.openTo?.(request)) return undefined
  const foreign = foreignRequest(request.method, request.headers, hosts)
  if (foreign) throw new AppError('not_allowed', { what: foreign })
  if (!access) throw new AppError('sign_in_required')
  const token = request.method === 'GET' && pathOf(request) === '/' ? (request.query as { token?: unknown }).token : undefined
  if (typeof token === 'string') {
    const cookie = access.signIn(token)
    if (cookie) return reply.header('set-cookie', cookie).redirect('/', 303)
    // The link was used before: whoever has its session may go on, in the same tab.
    if (access.admits(request.headers)) return reply.redirect('/', 303)
  }
  if (!access.admits(request.headers)) throw new AppError('sign_in_required')
  return undefined
}
