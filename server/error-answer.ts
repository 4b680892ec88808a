import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import { errorKind } from '#shared/contract/errors.ts'
import { encodeRpcError } from './contract-http.ts'
import type { ServerLimits } from './limits.ts'
import { factsOf } from './request-facts.ts'
import { signInPage } from './sign-in-page.ts'

/** Gets the reference, the message and the cause of an `internal` error. */
export type LogError = (message: string, details: { ref: string; operation?: string; cause: unknown }) => void

export interface AnswerOptions {
  limits: ServerLimits
  logError?: LogError | undefined
}

/** Whatever went wrong, as the one error with its HTTP status; a person who opens the page unsigned gets a page. */
export function answerError(request: FastifyRequest, reply: FastifyReply, thrown: unknown, { limits, logError }: AnswerOptions): FastifyReply {
  const error = fromFastify(thrown, limits) ?? toAppError(thrown)
  factsOf(request).code = error.code
  if (error.code === 'internal') logError?.(error.message, { ref: error.data.ref, cause: error.cause })
  void reply.status(errorKind(error.code).status)
  if (isBusy(error)) void reply.header('retry-after', error.data.params?.['seconds'] ?? 5)
  if (error.code === 'sign_in_required') void reply.header('www-authenticate', 'Bearer')
  if (error.code === 'sign_in_required' && wantsPage(request)) return reply.type('text/html; charset=utf-8').send(signInPage)
  return reply.send(pathOf(request).startsWith('/rpc/') ? encodeRpcError(error) : error.data)
}

export function unknownAddress(request: FastifyRequest): AppError {
  return new AppError('not_found', { what: 'address', name: `${request.method} ${pathOf(request)}` }, { help: 'GET /api/v1/openapi.json lists the addresses that exist.' })
}

export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}

function wantsPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
}

/** The same request can succeed in a moment. */
function isBusy({ code }: AppError): boolean {
  return code === 'rate_limited' || code === 'overloaded' || code === 'shutting_down'
}

/** Errors of the HTTP layer itself: a body that is no JSON, too large or of another type. */
function fromFastify(thrown: unknown, { bodyBytes }: ServerLimits): AppError | undefined {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('statusCode' in thrown)) return undefined
  const status = Number(thrown.statusCode)
  if (status === 413) return new AppError('too_large', { limit: `${Math.round(bodyBytes / 1024)} KB` }, { cause: thrown })
  return status >= 400 && status < 500 ? new AppError('bad_request', { problem: thrown.message }, { cause: thrown }) : undefined
}
