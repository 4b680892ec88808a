import staticFiles from '@fastify/static'
import type { ServerPart } from './part.ts'

/** The built renderer. */
export const pagesPart: ServerPart = async (app, { options }) => {
  await app.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, page: true }
    })
    await pages.register(staticFiles, { root: options.renderer, index: ['index.html'], cacheControl: false })
  })
}
