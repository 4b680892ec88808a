import { AppError } from '#shared/contract/app-error.ts'
import type { ServerPart } from './part.ts'

/** Who stands before the server and the server itself might each believe another one (RFC 9112, 3.2: such a request is refused). */
export const oneHostPart: ServerPart = (app) => {
  app.addHook('onRequest', async ({ raw }) => {
    if ((raw.headersDistinct['host'] ?? []).length > 1) throw new AppError('bad_request', { problem: 'it names two hosts' })
  })
}
