import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '#shared/contract/app-error.ts'
import { admitCall } from '#engine/hooks/admit-call.ts'
import { deployActions } from '#engine/operations/deployed.ts'
import type { ServerPart } from './part.ts'

/** A deployment tells few things. */
const bodyLimit = 16_384

/**
 * POST /api/hooks/deployed: lets a request in by its signature alone, so it stands outside of the sign-in; any type of body is taken as
 * the bytes that were signed.
 */
export const hooksPart: ServerPart = async (app, { engine }) => {
  if (!engine) return
  const actions = deployActions(engine)
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))
    scope.post('/api/hooks/deployed', { bodyLimit, config: { openTo: () => true } }, async (request, reply) => {
      const acted = await admitCall(engine, actions, callOf(request))
      return answer(reply, acted)
    })
  })
}

function answer(reply: FastifyReply, acted: Awaited<ReturnType<typeof admitCall>>): FastifyReply {
  const watch = acted.outcome === 'started' ? `/api/v1/jobs/${acted.jobId}/events` : acted.outcome === 'asked' ? `/api/v1/approvals/${acted.approvalId}` : undefined
  return reply.status(202).send({ ...acted, ...(watch && { watch }) })
}

function callOf(request: FastifyRequest) {
  const header = (name: string) => {
    const value = request.headers[name]
    return typeof value === 'string' ? value : undefined
  }
  if (!Buffer.isBuffer(request.body)) throw new AppError('signature_invalid', { problem: 'it has no body' })
  return { hook: header('strata-hook'), timestamp: header('strata-timestamp'), nonce: header('strata-nonce'), signature: header('strata-signature'), body: request.body, address: request.ip }
}
