import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import { AppError, type AppErrorData } from '#shared/contract/app-error.ts'
import type { Engine } from '#engine/engine.ts'
import type { StrataRouter } from '#engine/operations/dispatch.ts'
import { Callers } from './callers.ts'
import { answerClientError } from './client-error.ts'
import { answerError, unknownAddress, type LogError } from './error-answer.ts'
import { serverLimits, type ServerLimits } from './limits.ts'
import { Oidc, type OidcOptions } from './oidc.ts'
import type { ServerLog } from './log/server-log.ts'
import { Figures } from './metrics/figures.ts'
import { outerParts, serverParts } from './parts/index.ts'
import { oidcStart } from './parts/oidc.ts'
import type { ServerWorld } from './parts/part.ts'
import { Pressure } from './pressure.ts'
import { requestIds } from './request-id.ts'
import { admittedOf } from './parts/admission.ts'
import { isLoopback, ownOrigins } from './request-origin.ts'
import { ServerLife } from './server-life.ts'

export interface ServeOptions {
  /** Folder with the built renderer. */
  renderer: string
  /** 0: any free port. */
  port?: number
  /** Address to listen on; the own machine alone unless told. */
  host?: string
  /** Absent: `link`, the personal mode, in which the printed link makes a browser the person who started the server. */
  signIn?: 'link' | 'users'
  /** Certificate and key, in PEM. */
  tls?: { cert: string; key: string }
  /** Serves other machines without TLS, for networks in which nobody else listens. */
  insecureHttp?: boolean
  /** Lets people sign in through a provider of OpenID Connect. */
  oidc?: OidcOptions
  /** Where a proxy serves it, `https://strata.example`. */
  publicUrl?: string
  /** Hears of each request that was refused. */
  denied?: (request: FastifyRequest, error: AppErrorData) => void
  /** Makes a token for programs, good as long as the server runs. */
  withApiToken?: boolean
  /** Gets what a person who looks for the cause of an `internal` error needs. */
  logError?: LogError
  limits?: ServerLimits
  /** Gets a line for each request; absent: none is written. */
  requestLog?: ServerLog
  /** Who reads `/metrics` beside viewers of all environments: whoever has the token, and programs of this machine. */
  metrics?: { token?: string | undefined; loopback?: boolean }
  /** Addresses or networks of proxies whose X-Forwarded-* headers are believed; absent: nobody's. */
  trustProxy?: readonly string[]
}

export interface Served {
  /** For the browser; in the personal mode a link that is good for one sign-in. */
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
  const { host: address = '127.0.0.1', signIn = 'link' } = options
  refuseOpen(address, signIn, options)
  const limits = options.limits ?? serverLimits
  const app = createApp(options, limits)
  const life = new ServerLife()
  const secure = options.tls !== undefined || /^https:/i.test(options.publicUrl ?? '')
  const oidc = options.oidc && new Oidc(options.oidc)
  let callers: Callers | undefined
  let origins: string[] = []
  const world: ServerWorld = {
    router, options, engine, limits, life, signIn, secure, oidc,
    pressure: new Pressure(limits),
    figures: new Figures(engine, life),
    get origins() {
      return origins
    },
    get callers() {
      return callers
    },
    callerOf: (request) => admittedOf(request).caller,
    visitOf: (request, reply) => callers?.visit(request, reply, admittedOf(request)),
    denied: (request, error) => options.denied?.(request, error),
  }
  for (const part of outerParts) await part(app, world)
  for (const part of serverParts) await part(app, world)
  await app.listen({ host: address, port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  origins = ownOrigins({ address, port, tls: options.tls !== undefined, publicUrl: options.publicUrl })
  callers = new Callers({ engine, signIn, port, secure, withApiToken: options.withApiToken ?? false, provider: oidc ? { name: oidc.options.name, href: oidcStart } : null })
  const { link } = callers
  const origin = origins[0] ?? ''
  const close = async () => {
    await life.endStreams(lastEventPatience)
    await app.close()
  }
  return { url: signIn === 'link' ? `${origin}/?token=${link.linkToken}` : `${origin}/`, origin, port, apiToken: link.apiToken, stopTaking: () => life.stopTaking(), close }
}

/** Other machines are served over TLS alone, unless somebody says otherwise in so many words; the personal mode serves none. */
function refuseOpen(address: string, signIn: 'link' | 'users', { tls, insecureHttp }: ServeOptions): void {
  if (isLoopback(address)) return
  if (signIn === 'link') throw new AppError('bad_request', { problem: `the personal mode serves the own machine alone, not ${address}` }, { help: 'Leave --link out: then people sign in by name.' })
  if (!tls && !insecureHttp) throw new AppError('bad_request', { problem: `passwords would cross the network to ${address} unprotected` }, { help: 'Give --tls-cert and --tls-key; or --insecure-http, if nobody can listen there or a proxy in front does TLS.' })
}

function createApp({ trustProxy, logError, tls }: ServeOptions, limits: ServerLimits): FastifyInstance {
  const timing = { headersTimeout: Math.min(limits.headersSeconds, limits.requestSeconds) * 1000, connectionsCheckingInterval: 1000 }
  const app = fastify({
    forceCloseConnections: true,
    bodyLimit: limits.bodyBytes,
    routerOptions: { maxParamLength: 1000 },
    trustProxy: trustProxy === undefined ? false : [...trustProxy],
    connectionTimeout: limits.idleSeconds * 1000,
    requestTimeout: limits.requestSeconds * 1000,
    genReqId: requestIds(trustProxy !== undefined),
    ...(tls ? { https: { ...tls, ...timing, minVersion: 'TLSv1.2' as const } } : { http: timing }),
    clientErrorHandler: answerClientError(limits),
    // What the router itself refuses, such as an address that is no address, takes the same shape.
    frameworkErrors: (error, request, reply) => answerError(request, reply as FastifyReply, error, { limits, logError }),
  })
  app.setErrorHandler((error, request, reply) => answerError(request, reply, error, { limits, logError }))
  app.setNotFoundHandler((request) => Promise.reject(unknownAddress(request)))
  return app
}
