import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import { AppError } from '#shared/contract/app-error.ts'
import type { ServerPart, ServerWorld } from './part.ts'

/**
 * `/metrics` for Prometheus: for whoever may see all environments, whoever has the token of the metrics, and programs of this machine where
 * that was allowed.
 */
export const metricsPart: ServerPart = (app, world) => {
  const { figures } = world
  app.addHook('onResponse', async (request, reply) => figures.answered(request, reply))
  app.addHook('onClose', async () => figures.close())
  app.get('/metrics', { config: { openTo: (request) => isKnown(request, world), whenBusy: true } }, async (request, reply) => {
    if (!isKnown(request, world)) requireViewer(request, world)
    return reply.type(figures.contentType).send(await figures.text())
  })
}

function isKnown(request: FastifyRequest, { options: { metrics } }: ServerWorld): boolean {
  const given = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (metrics?.token !== undefined && given !== undefined && sameToken(metrics.token, given)) return true
  return metrics?.loopback === true && isFromHere(request)
}

/** A proxy of this machine passes on what others send: its header tells. */
function isFromHere({ ip, headers }: FastifyRequest): boolean {
  return ipaddr.process(ip).range() === 'loopback' && headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined
}

function sameToken(expected: string, given: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(expected), digest(given))
}

/** The figures name every environment. */
function requireViewer(request: FastifyRequest, world: ServerWorld): void {
  const caller = world.callerOf(request)
  if (!caller || caller.kind === 'local' || caller.grants.some(({ env }) => env === '*')) return
  throw new AppError('role_missing', { what: 'Reading the figures', role: 'viewer', env: 'all environments' })
}
