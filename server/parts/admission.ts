import type { FastifyReply, FastifyRequest } from 'fastify'
import { writeHeader } from '#shared/access/write-header.ts'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import { nobodyAdmitted, type Admitted, type Callers } from '../callers.ts'
import { pathOf } from '../error-answer.ts'
import { foreignRequest } from '../request-origin.ts'
import type { ServerPart, ServerWorld } from './part.ts'

/** Lets in requests, and notes whom it does not: the host name and the page first, then who it is, then what a browser must send along. */
export const admissionPart: ServerPart = (app, world) => {
  app.decorateRequest('admitted')
  app.addHook('onRequest', async (request, reply) => {
    try {
      return await admit(request, reply, world)
    } catch (thrown) {
      world.denied(request, toAppError(thrown).data)
      throw thrown
    }
  })
}

/** Whoever sent a request that was let in. */
export function admittedOf(request: FastifyRequest): Admitted {
  return request.admitted ?? nobodyAdmitted
}

async function admit(request: FastifyRequest, reply: FastifyReply, world: ServerWorld): Promise<unknown> {
  const { openTo, operation, page } = request.routeOptions.config
  if (openTo?.(request)) return undefined
  const foreign = foreignRequest(request.method, request.headers, world.origins)
  if (foreign) throw new AppError('not_allowed', { what: foreign })
  const { callers } = world
  if (!callers) throw new AppError('sign_in_required')
  const followed = world.signIn === 'link' ? followLink(request, reply, callers) : undefined
  if (followed) return followed
  const admitted = await callers.admit(request)
  request.admitted = admitted
  refuseForged(request, admitted)
  const isOpen = world.signIn === 'users' && (page === true || operation?.scope === 'public')
  if (admitted.caller.kind === 'nobody' && !isOpen) throw new AppError('sign_in_required')
  return undefined
}

/** The printed link of the personal mode. */
function followLink(request: FastifyRequest, reply: FastifyReply, { link }: Callers): FastifyReply | undefined {
  const token = request.method === 'GET' && pathOf(request) === '/' ? (request.query as { token?: unknown }).token : undefined
  if (typeof token !== 'string') return undefined
  const cookie = link.signIn(token)
  if (cookie) return reply.header('set-cookie', cookie).redirect('/', 303)
  // The link was used before: whoever has its session may go on, in the same tab.
  return link.admits(request.headers) ? reply.redirect('/', 303) : undefined
}

/** What a browser sends by itself must carry the header that only the own pages can add; signing in too, or a page could sign its visitors in. */
function refuseForged({ method, headers }: FastifyRequest, { by }: Admitted): void {
  const isBrowser = by === 'cookie' || (by === 'nothing' && (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined))
  if (method === 'GET' || method === 'HEAD' || !isBrowser || headers[writeHeader.name] === writeHeader.value) return
  throw new AppError('not_allowed', { what: 'A request of a browser without its own header' }, { help: `Send "${writeHeader.name}: ${writeHeader.value}", or an API token instead of a cookie.` })
}

declare module 'fastify' {
  interface FastifyRequest {
    admitted?: Admitted
  }
  interface FastifyContextConfig {
    /** A page or a part of one: without secrets, so that a browser may load it before anyone has signed in. */
    page?: boolean
  }
}
