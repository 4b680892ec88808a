import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, connect, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Job, JobEvent } from '#shared/contract/jobs.ts'
import { serve, type Served } from '../../server/serve.ts'
import { createPages } from './pages.ts'
import { createWorld, type World } from './world.ts'

let world: World
let served: Served
let api: Record<string, string>

beforeAll(async () => {
  world = await createWorld()
  const renderer = createPages()
  mkdirSync(join(renderer, 'assets'))
  writeFileSync(join(renderer, 'assets/index-Ab3_dE6h.js'), 'export {}\n'.repeat(500))
  served = await serve(world.engine, { renderer, withApiToken: true, trustProxy: ['127.0.0.1'] })
  api = { authorization: `Bearer ${served.apiToken}` }
})
afterAll(async () => {
  await served.close()
  await world.close()
})

test('a large answer is sent small, and not again to whoever has it', async () => {
  const ask = (headers: Record<string, string>) => fetch(`${served.origin}/api/v1/openapi.json`, { headers: { ...api, ...headers } })
  const first = await ask({ 'accept-encoding': 'br' })
  expect([first.headers.get('content-encoding'), first.headers.get('vary')]).toEqual(['br', expect.stringMatching(/accept-encoding/i)])
  expect(((await first.json()) as { openapi: string }).openapi).toMatch(/^3\.1/)
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^W\/"/)
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
  const again = await ask({ 'if-none-match': etag, 'accept-encoding': 'gzip' })
  expect([again.status, await again.text()]).toEqual([304, ''])
  expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200)
})

test('files with a hash in their name are kept for ever, the page that names them is not', async () => {
  const { headers, text } = await (async (answer) => ({ headers: answer.headers, text: await answer.text() }))(await fetch(`${served.origin}/assets/index-Ab3_dE6h.js`, { headers: { ...api, 'accept-encoding': 'gzip' } }))
  expect([headers.get('cache-control'), headers.get('content-encoding'), text.length]).toEqual(['public, max-age=31536000, immutable', 'gzip', 5000])
  expect((await fetch(`${served.origin}/index.html`, { headers: api })).headers.get('cache-control')).toBe('no-cache')
})

/** Cuts connections that are silent for longer than proxies suffer. */
function impatientProxy(port: number, idleMs: number): Promise<{ port: number; cut: () => number; dropAll: () => void; close: () => void }> {
  const sockets = new Set<Socket>()
  let cuts = 0
  const server: Server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from)
      from.on('data', (part) => to.write(part)).on('close', () => to.destroy()).on('error', () => to.destroy())
    }
    upstream.setTimeout(idleMs, () => {
      cuts += 1
      client.destroy()
    })
  })
  const dropAll = () => sockets.forEach((socket) => socket.destroy())
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ port: (server.address() as AddressInfo).port, cut: () => cuts, dropAll, close: () => { dropAll(); server.close() } })))
}

/** A job that says a word whenever it is told to. */
async function talking(): Promise<{ jobId: string; say: (text: string) => void; end: () => void }> {
  let [say, end] = [(_text: string) => {}, () => {}]
  const { jobId } = await world.engine.jobs.start({ operation: 'app.openSample', input: {} }, (job) => new Promise<void>((resolve) => {
    say = (text) => job.log('info', text)
    end = resolve
  }))
  await expect.poll(async () => (await world.engine.jobs.get(jobId)).state).toBe('running')
  return { jobId, say: (text) => say(text), end: () => end() }
}

test('a stream outlives the idle time of a proxy, arrives event by event, and goes on after its last number', async () => {
  const proxy = await impatientProxy(served.port, 6500)
  const { jobId, say, end } = await talking()
  const stream = await rawStream(proxy.port, jobId)
  expect(stream.head).toMatch(/x-accel-buffering: no/i)
  expect(stream.head).toMatch(/cache-control: no-cache, no-transform/i)
  expect(stream.head).not.toMatch(/content-encoding/i)
  say('first')
  await expect.poll(() => stream.text()).toContain('"text":"first"')
  // Longer than the proxy suffers silence: comments keep the connection.
  await new Promise((resolve) => setTimeout(resolve, 7500))
  say('second')
  await expect.poll(() => stream.text()).toContain('"text":"second"')
  expect(proxy.cut()).toBe(0)
  const last = [...stream.text().matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? ''
  proxy.dropAll()
  say('third')
  end()
  const rest = await rawStream(proxy.port, jobId, last)
  await expect.poll(() => rest.text()).toContain('"state":"succeeded"')
  expect(rest.text()).toContain('"text":"third"')
  expect(rest.text()).not.toContain('"text":"second"')
  proxy.close()
})

interface RawStream {
  head: string
  text(): string
}

function rawStream(port: number, jobId: string, lastEventId?: string): Promise<RawStream> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET /api/v1/jobs/${jobId}/events HTTP/1.1\r\nHost: ${new URL(served.origin).host}\r\nAuthorization: ${api['authorization']}\r\nAccept-Encoding: gzip, br\r\n${lastEventId === undefined ? '' : `Last-Event-ID: ${lastEventId}\r\n`}\r\n`))
    socket.setEncoding('utf8').on('error', () => {}).on('data', (part: string) => {
      heard += part
      const end = heard.indexOf('\r\n\r\n')
      if (end > 0) resolve({ head: heard.slice(0, end), text: () => heard.slice(end) })
    })
  })
}

test('where streams do not get through, a job is waited for by plain questions', async () => {
  const { jobId, say, end } = await talking()
  const wait = async (after: number, seconds: number) => (await (await fetch(`${served.origin}/api/v1/jobs/${jobId}/wait?after=${after}&seconds=${seconds}`, { headers: api })).json()) as { events: JobEvent[]; job: Job; ended: boolean }
  const begun = await wait(0, 5)
  expect(begun).toMatchObject({ events: [{ type: 'state', state: 'running' }], ended: false })
  const after = begun.events.at(-1)?.seq ?? 0
  expect(await wait(after, 1)).toMatchObject({ events: [], ended: false, job: { state: 'running' } })
  const waiting = wait(after, 20)
  say('hello')
  expect((await waiting).events).toMatchObject([{ log: { text: 'hello' } }])
  const ending = wait(after + 1, 20)
  end()
  expect(await ending).toMatchObject({ events: [{ state: 'succeeded' }], ended: true, job: { state: 'succeeded' } })
  expect(await wait(999, 20)).toMatchObject({ events: [], ended: true })
})
