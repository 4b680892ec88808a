import staticFiles from '@fastify/static'
import type { ServerPart } from './part.ts'

/** The built renderer. */
export const pagesPart: ServerPart = async (app, { options }) => {
  await app.register(staticFiles, { root: options.renderer, index: ['index.html'], cacheControl: false })
}
