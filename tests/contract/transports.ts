import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink as HttpLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createRouterClient, type AnyRouter } from '@orpc/server'
import { writeHeader } from '#shared/access/write-header.ts'
import { appErrorSchema } from '#shared/contract/app-error.ts'
import type { StrataClient } from '#shared/contract/client.ts'
import { contract } from '#shared/contract/contract.ts'
import type { StrataRouter } from '#engine/operations/dispatch.ts'
import { servePort } from '../../electron/main/contract-port.ts'
import { serveRouter } from '../../server/serve-router.ts'
import { createPages } from './pages.ts'

export interface Connection {
  client: StrataClient
  close(): Promise<void> | void
}

export type Connect = (router: StrataRouter) => Promise<Connection>

function inProcess(router: StrataRouter): StrataClient {
  return createRouterClient(router as AnyRouter) as unknown as StrataClient
}

/** Every way to the operations; the first is the measure of the others. */
export const transports: Readonly<Record<string, Connect>> = {
  'in process': async (router) => ({ client: inProcess(router), close: () => {} }),

  'message port': async (router) => {
    const { port1, port2 } = new MessageChannel()
    servePort(router, port1)
    port2.start()
    return { client: createORPCClient(new PortLink({ port: port2 })), close: () => port2.close() }
  },

  '/rpc': async (router) => {
    const served = await serveRouter(router, { renderer: createPages() })
    const signedIn = await fetch(served.url, { redirect: 'manual' })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    return { client: createORPCClient(new HttpLink({ url: `${served.origin}/rpc`, headers: { cookie, [writeHeader.name]: writeHeader.value } })), close: served.close }
  },

  '/api/v1': async (router) => {
    const served = await serveRouter(router, { renderer: createPages(), withApiToken: true })
    const link = new OpenAPILink(contract, {
      url: `${served.origin}/api/v1`,
      headers: { authorization: `Bearer ${served.apiToken}` },
      customErrorResponseBodyDecoder: (body, { status }) => {
        const error = appErrorSchema.safeParse(body)
        return error.success ? new ORPCError(error.data.code, { status, message: error.data.message, data: error.data, defined: true }) : null
      },
    })
    return { client: createORPCClient(link), close: served.close }
  },
}
