import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { AppError } from '#shared/contract/app-error.ts'
import { pathOf } from '../error-answer.ts'
import type { ServerPart, ServerWorld } from './part.ts'

type Check = (request: FastifyRequest) => Promise<void>

/** Requests a minute: of an address before anyone asks who it is, and fewer where a secret could be guessed. */
export const addressLimitsPart: ServerPart = async (app, { limits }) => {
  await app.register(rateLimit, { global: false, cache: 20_000 })
  const perAddress = check(app, { max: limits.addressPerMinute, timeWindow: minute }, (max) => `${max} a minute from one address`)
  const perSignIn = check(app, { max: limits.signInPerMinute, timeWindow: minute }, (max) => `${max} sign-ins a minute from one address`)
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.health) return
    await perAddress(request)
    if (signsIn(request)) await perSignIn(request)
  })
}

/** Requests a minute of one token or session, wherever it comes from. */
export const callerLimitsPart: ServerPart = (app, world) => {
  const perCaller = check(app, { max: world.limits.callerPerMinute, timeWindow: minute, keyGenerator: (request) => callerKey(request, world) }, (max) => `${max} a minute of one caller`)
  app.addHook('onRequest', async (request) => {
    const { operation, health } = request.routeOptions.config
    if (operation && !health) await perCaller(request)
  })
}

const minute = 60_000

function check(app: Parameters<ServerPart>[0], options: { max: number; timeWindow: number; keyGenerator?: (request: FastifyRequest) => string }, words: (max: number) => string): Check {
  const count = app.createRateLimit(options)
  return async (request) => {
    const counted = await count(request)
    if (!counted.isAllowed && counted.isExceeded) throw new AppError('rate_limited', { limit: words(counted.max), seconds: Math.max(1, counted.ttlInSeconds) })
  }
}

/** The printed link is a sign-in too. */
function signsIn(request: FastifyRequest): boolean {
  return request.routeOptions.config.signIn === true || (pathOf(request) === '/' && 'token' in (request.query as object))
}

/** Whoever started the server, and who has not signed in, is told apart by address. */
function callerKey(request: FastifyRequest, world: ServerWorld): string {
  const { kind, id } = world.callerOf(request)
  return kind === 'local' || kind === 'nobody' ? `${kind}:${request.ip}` : `${kind}:${id}`
}
