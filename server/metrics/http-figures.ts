import type { FastifyReply, FastifyRequest } from 'fastify'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { factsOf, routeOf } from '../request-facts.ts'
import type { ServerLife } from '../server-life.ts'

/** Requests by route, never by address: what callers write into a path must not make new rows. Gives what counts an answer. */
export function httpFigures(registry: Registry, life: ServerLife): (request: FastifyRequest, reply: FastifyReply) => void {
  const registers = [registry]
  const requests = new Counter({ name: 'strata_http_requests_total', help: 'Requests answered, by route, method and status', labelNames: ['route', 'method', 'status'], registers })
  const durations = new Histogram({ name: 'strata_http_request_duration_seconds', help: 'Until the answer was sent, streams apart', labelNames: ['route'], buckets: [0.005, 0.025, 0.1, 0.5, 2, 10], registers })
  const refused = new Counter({ name: 'strata_http_refused_total', help: 'Requests refused before or instead of their work, by error code', labelNames: ['code'], registers })
  const streams = new Gauge({ name: 'strata_http_streams', help: 'Streams open now', registers, collect() { this.set(life.streams) } })
  streams.set(0)
  for (const code of refusals) refused.inc({ code }, 0)
  return (request, reply) => {
    const route = routeOf(request)
    requests.inc({ route, method: request.method, status: String(reply.statusCode) })
    if (!route.endsWith('/events') && !route.endsWith('/jobs/watch') && !route.endsWith('/wait')) durations.observe({ route }, reply.elapsedTime / 1000)
    const { code } = factsOf(request)
    if (code !== undefined && refusals.includes(code)) refused.inc({ code })
  }
}

const refusals: readonly string[] = ['sign_in_required', 'sign_in_failed', 'role_missing', 'not_allowed', 'signature_invalid', 'replayed', 'rate_limited', 'too_large', 'overloaded', 'shutting_down']
