import type { FastifyRequest } from 'fastify'
import type { ErrorCode } from '#shared/contract/errors.ts'

/** What became known of a request while it was answered. */
export interface RequestFacts {
  /** Of the job that it started. */
  jobId?: string
  /** Of the error that it got. */
  code?: ErrorCode
}

const known = new WeakMap<FastifyRequest, RequestFacts>()

export function factsOf(request: FastifyRequest): RequestFacts {
  const facts = known.get(request) ?? {}
  known.set(request, facts)
  return facts
}

/** Where a request went, for logs and figures: never what it named or carried. */
export function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown')
}

/** A file of the studio, as opposed to a question. */
export function isPage(request: FastifyRequest): boolean {
  return routeOf(request) === '/*' || routeOf(request) === '/'
}
