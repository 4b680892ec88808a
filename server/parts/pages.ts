import staticFiles from '@fastify/static'
import type { FastifyReply } from 'fastify'
import type { ServerPart } from './part.ts'

/** The built renderer. */
export const pagesPart: ServerPart = async (app, { options }) => {
  await app.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, page: true }
    })
    await pages.register(staticFiles, { root: options.renderer, index: ['index.html'], cacheControl: false, setHeaders: keep })
  })
}

/** Files whose names hold a hash never change; the page that names them must be asked for each time. */
function keep(reply: FastifyReply, path: string): void {
  void reply.header('cache-control', /[\\/]assets[\\/][^\\/]+-[\w-]{8}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
}
