import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { RPCHandler } from '@orpc/server/node'
import { createRouter, type RouterContext } from '#engine/operations/dispatch.ts'
import { FakePeople } from './fake/access.ts'
import { createFakeHandlers, type FakeOptions } from './fake/handlers.ts'

const pages = join(import.meta.dirname, '../../out/renderer')
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.wasm': 'application/wasm' }
/** The policy under which the hosts serve the pages. */
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"

export interface FakeHost {
  url: string
  people: FakePeople
  close(): Promise<void>
}

/** Serves the built pages and the contract over data in memory: for states that a real server shows rarely. */
export async function startFakeHost(options: FakeOptions & { port?: number } = {}): Promise<FakeHost> {
  const people = new FakePeople(options.people)
  const rpc = new RPCHandler(createRouter(createFakeHandlers(options, people), (failure, operation, cause) => console.error(operation, failure.ref, cause), people.gate))
  const server = createServer((request, response) => void answer(rpc, people, request, response))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  return {
    people,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(rpc: RPCHandler<RouterContext>, people: FakePeople, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { matched } = await rpc.handle(request, response, { prefix: '/rpc', context: { caller: people.caller } })
  if (matched) return
  const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname))
  const file = join(pages, path === '/' ? 'index.html' : path)
  const found = file.startsWith(pages) && (await stat(file).catch(() => undefined))?.isFile()
  if (!found) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-security-policy': policy })
  createReadStream(file).pipe(response)
}

if (process.argv[1] === import.meta.filename) {
  const mood = (process.argv[2] ?? 'full') as FakeOptions['mood']
  const { url } = await startFakeHost({ mood, port: 5198, pace: 600 })
  console.log(`${url}/ (${mood})`)
}
