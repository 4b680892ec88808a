import { apiPage } from '../api-page/api-page.ts'
import { openApiDocument } from '../contract-http.ts'
import type { ServerPart } from './part.ts'

/** `/api/docs`: the document for people. Made here, without script and without a word from elsewhere. */
export const apiPagePart: ServerPart = (app) => {
  let page: Promise<string> | undefined
  app.get('/api/docs', async (_request, reply) => {
    page ??= openApiDocument().then((document) => apiPage(document as never))
    return reply.type('text/html; charset=utf-8').send(await page)
  })
}
