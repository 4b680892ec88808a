import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#shared/contract/app-error.ts'
import { accountsOf } from '#engine/access/accounts.ts'
import { userOfProvider } from '#engine/access/provider-users.ts'
import { cookieName, cookieValue, setCookie } from '../cookies.ts'
import type { Flow, Oidc } from '../oidc.ts'
import { providerFailedPage } from '../sign-in-page.ts'
import type { ServerPart, ServerWorld } from './part.ts'

export const oidcStart = '/auth/oidc/start'
const callback = '/auth/oidc/callback'
const flowSeconds = 600

/** Signing in through the provider: there with a promise in a cookie, back with a code that is worth nothing without it. */
export const oidcPart: ServerPart = (app, world) => {
  const { oidc, engine } = world
  if (!oidc || !engine) return
  const config = { page: true, signIn: true }
  app.get(oidcStart, { config }, async (request, reply) => {
    try {
      const { url, flow } = await oidc.begin(redirectUri(world))
      return await reply.header('set-cookie', flowCookie(request, world, encode(flow), flowSeconds)).redirect(url.href, 303)
    } catch (thrown) {
      return failed(request, reply, world, thrown)
    }
  })
  app.get(callback, { config }, async (request, reply) => {
    void reply.header('set-cookie', flowCookie(request, world, '', 0))
    try {
      await signIn(request, reply, world, oidc)
      return await reply.redirect('/', 303)
    } catch (thrown) {
      return failed(request, reply, world, thrown)
    }
  })
}

async function signIn(request: FastifyRequest, reply: FastifyReply, world: ServerWorld, oidc: Oidc): Promise<void> {
  const { engine, callers } = world
  const flow = decode(cookieValue(request.headers.cookie ?? '', flowName(request, world)) ?? '')
  if (!engine || !flow) throw new AppError('sign_in_failed', {}, { help: 'Begin again: what this browser was given at the start is gone.' })
  const claims = await oidc.claims(new URL(request.url, redirectUri(world)), flow)
  const user = await userOfProvider(engine, claims, oidc.options)
  const { sessions, users } = accountsOf(engine)
  const visit = callers?.visit(request, reply, request.admitted ?? { caller: { kind: 'nobody', id: '', name: '-', grants: [] }, by: 'nothing' })
  if (!visit) return
  if (visit.session !== undefined) await sessions.end(visit.session)
  const { token, expiresAt } = await sessions.begin(user.id, visit)
  visit.keep(token, expiresAt)
  await users.seen(user.id, Date.now())
}

/** What went wrong is for the log; a stranger is told no more than that it did. */
function failed(request: FastifyRequest, reply: FastifyReply, world: ServerWorld, thrown: unknown): FastifyReply {
  const error = thrown instanceof AppError ? thrown : new AppError('sign_in_failed', {}, { cause: thrown })
  world.denied(request, { ...error.data, message: thrown instanceof AppError ? `${error.message} ${error.data.help ?? ''}` : `The provider: ${reasonOf(thrown)}` })
  return reply.status(401).type('text/html; charset=utf-8').send(providerFailedPage)
}

/** The library's word for it, such as OAUTH_JWT_CLAIM_COMPARISON_FAILED; its text may hold parts of tokens. */
function reasonOf(thrown: unknown): string {
  const { code, name } = (thrown ?? {}) as { code?: unknown; name?: unknown }
  return String(code ?? name ?? 'unknown')
}

function redirectUri({ origins }: ServerWorld): string {
  return `${origins[0]}${callback}`
}

function flowName({ socket }: FastifyRequest, { secure }: ServerWorld): string {
  return cookieName('strata-oidc', { secure, port: socket.localPort ?? 0 })
}

/** Lax, because it must come back with the way from the provider. */
function flowCookie(request: FastifyRequest, world: ServerWorld, value: string, maxAge: number): string {
  return setCookie(flowName(request, world), value, { secure: world.secure, sameSite: 'Lax', maxAge })
}

function encode({ state, nonce, verifier }: Flow): string {
  return [state, nonce, verifier].join('.')
}

function decode(text: string): Flow | undefined {
  const [state, nonce, verifier, ...more] = text.split('.')
  return state && nonce && verifier && more.length === 0 ? { state, nonce, verifier } : undefined
}
