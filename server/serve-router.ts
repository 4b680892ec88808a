import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import { AppError } from '#shared/contract/app-error.ts'
import type { Engine } from '#engine/engine.ts'
import type { StrataRouter } from '#engine/operations/dispatch.ts'
import { Access } from './access.ts'
import { answerError, pathOf, unknownAddress, type LogError } from './error-answer.ts'
import { serverParts } from './parts/index.ts'
import type { ServerWorld } from './parts/part.ts'
import { foreignRequest, ownHosts } from './request-origin.ts'

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
}

export interface Served {
  /** Link for the browser; good for one sign-in. */
  url: string
  origin: string
  port: number
  apiToken: string | undefined
  /** Ends open streams and stops listening; jobs go on. */
  close(): Promise<void>
}

/** Serves the studio and its contract to browsers and programs of this machine. */
export async function serveRouter(router: StrataRouter, options: ServeOptions, engine?: Engine): Promise<Served> {
  const address = options.host ?? '127.0.0.1'
  const app = fastify({ forceCloseConnections: true, bodyLimit: 1 << 20, routerOptions: { maxParamLength: 1000 } })
  let access: Access | undefined
  let hosts: string[] = []
  app.setErrorHandler((error, request, reply) => answerError(request, reply, error, options.logError))
  app.setNotFoundHandler((request) => Promise.reject(unknownAddress(request)))
  app.addHook('onRequest', (request, reply) => admit(request, reply, access, hosts))
  const world: ServerWorld = {
    router,
    options,
    engine,
    get hosts() {
      return hosts
    },
    callerOf: () => undefined,
  }
  for (const part of serverParts) await part(app, world)
  await app.listen({ host: address, port: options.port ?? 0 })
  const { port } = app.server.address() as AddressInfo
  hosts = ownHosts(address, port)
  access = new Access(port, options.withApiToken ?? false)
  const origin = `http://${hosts[0]}`
  return { url: `${origin}/?token=${access.linkToken}`, origin, port, apiToken: access.apiToken, close: () => app.close() }
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
