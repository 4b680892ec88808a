import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { addressPolicy } from './address-rules.ts'
import { post, retryAfter } from './post.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function receiver(answer: RequestListener): Promise<number> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const rules = addressPolicy('browser', 'receiver.example').webhooks
const request = (port: number, more: { timeoutMs?: number } = {}) => ({ url: `http://receiver.example:${port}/x`, headers: {}, body: '{}', timeoutMs: 5000, ...more })

test('a name that leads elsewhere when it is asked again is connected to where it was checked', async () => {
  const heard: string[] = []
  const port = await receiver((asked: IncomingMessage, reply) => {
    heard.push(asked.headers.host ?? '')
    reply.end('fine')
  })
  let asked = 0
  const rebinding = async () => [{ address: (asked += 1) === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
  expect(await post(rules, request(port), rebinding)).toMatchObject({ status: 200, text: 'fine' })
  expect([asked, heard]).toEqual([1, [`receiver.example:${port}`]])
  await expect(post(rules, request(port), rebinding)).rejects.toMatchObject({ code: 'address_refused' })
})

test('a redirect is an answer and is not followed', async () => {
  let calls = 0
  const port = await receiver((_asked, reply) => {
    calls += 1
    reply.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end()
  })
  expect((await post(rules, request(port), async () => [{ address: '127.0.0.1', family: 4 }])).status).toBe(302)
  expect(calls).toBe(1)
})

test('of an answer without end little is read, and one that does not come is waited for as long as was said', async () => {
  const endless = await receiver((_asked, reply) => {
    const more = (): void => void reply.write('x'.repeat(65_536), () => setImmediate(more))
    reply.on('error', () => {})
    more()
  })
  const here = async () => [{ address: '127.0.0.1', family: 4 }]
  expect((await post(rules, request(endless), here)).text).toHaveLength(2048)
  const silent = await receiver(() => {})
  await expect(post(rules, request(silent, { timeoutMs: 50 }), here)).rejects.toThrow(/timeout|abort/i)
  await expect(post(rules, request(silent, { timeoutMs: 50 }), () => new Promise(() => {}))).rejects.toThrow(/timeout|abort/i)
})

test('a receiver asks for more time in seconds or by a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect([retryAfter('120', now), retryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now), retryAfter('soon', now), retryAfter('-5', now), retryAfter(undefined)]).toEqual([120_000, 60_000, undefined, undefined, undefined])
})
