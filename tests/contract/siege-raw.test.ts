import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serverLimits } from '../../server/limits.ts'
import { serveRouter, type Served } from '../../server/serve-router.ts'
import { createPages } from './pages.ts'
import { createWorld, plantedSecret, type World } from './world.ts'

let world: World
let served: Served
let bearer: string

beforeAll(async () => {
  world = await createWorld()
  await world.engine.environments.create(world.input)
  served = await serveRouter(world.router, { renderer: createPages(), withApiToken: true, limits: { ...serverLimits, headersSeconds: 2, requestSeconds: 3 } }, world.engine)
  bearer = `Authorization: Bearer ${served.apiToken}`
})
afterAll(async () => {
  await served.close()
  await world.close()
})

/** What a raw connection hears until it is closed, or for so long. */
function say(text: string | Buffer, waitMs = 6_000): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(served.port, '127.0.0.1', () => socket.write(text))
    const timer = setTimeout(() => socket.destroy(), waitMs)
    socket.setEncoding('latin1').on('data', (part: string) => (heard += part)).on('error', () => {}).on('close', () => {
      clearTimeout(timer)
      resolve(heard)
    })
  })
}

const statuses = (heard: string) => [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
const host = () => `Host: 127.0.0.1:${served.port}`
const alive = async () => (await fetch(`${served.origin}/healthz`)).status

describe('a request inside a request', () => {
  const inner = () => `GET /api/v1/environments HTTP/1.1\r\n${host()}\r\n${bearer}\r\n\r\n`
  test.each<[string, () => string]>([
    ['both lengths', () => `POST /api/v1/connection-strings HTTP/1.1\r\n${host()}\r\n${bearer}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner()}`],
    ['two lengths', () => `POST /api/v1/connection-strings HTTP/1.1\r\n${host()}\r\n${bearer}\r\nContent-Length: 2\r\nContent-Length: 60\r\n\r\n{}${inner()}`],
    ['an unknown coding', () => `POST /api/v1/connection-strings HTTP/1.1\r\n${host()}\r\n${bearer}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${inner()}`],
    ['chunked that is not last', () => `POST /api/v1/connection-strings HTTP/1.1\r\n${host()}\r\n${bearer}\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${inner()}`],
    ['a blank before the colon', () => `POST /api/v1/connection-strings HTTP/1.1\r\n${host()}\r\n${bearer}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n${inner()}`],
    ['a length with a sign', () => `POST /api/v1/connection-strings HTTP/1.1\r\n${host()}\r\n${bearer}\r\nContent-Length: +2\r\n\r\n{}${inner()}`],
    ['a folded header', () => `POST /api/v1/connection-strings HTTP/1.1\r\n${host()}\r\n${bearer}\r\nX-A: b\r\n Transfer-Encoding: chunked\r\nTransfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${inner()}`],
    ['a bad size of a chunk', () => `POST /api/v1/connection-strings HTTP/1.1\r\n${host()}\r\n${bearer}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n${inner()}`],
  ])('is never answered: %s', async (_name, text) => {
    const heard = await say(text())
    expect(heard).not.toContain('"environments"')
    expect(statuses(heard).filter((status) => status < 400)).toEqual([])
    expect(await alive()).toBe(200)
  })
})

describe('what is no request of ours', () => {
  test.each<[string, () => string | Buffer]>([
    ['bytes', () => Buffer.from(Array.from({ length: 2_000 }, (_one, index) => (index * 37) % 256))],
    ['a greeting of TLS', () => Buffer.from('16030100ca010000c603031e', 'hex')],
    ['a NUL in a header', () => `GET /api/v1/info HTTP/1.1\r\n${host()}\r\n${bearer}\r\nX-A: a\u0000b\r\n\r\n`],
    ['no host', () => `GET /api/v1/info HTTP/1.1\r\n${bearer}\r\n\r\n`],
    ['two hosts', () => `GET /api/v1/info HTTP/1.1\r\n${host()}\r\nHost: evil.invalid\r\n${bearer}\r\nConnection: close\r\n\r\n`],
    ['another host', () => `GET /api/v1/info HTTP/1.1\r\nHost: evil.invalid\r\n${bearer}\r\nConnection: close\r\n\r\n`],
    ['another host in the address', () => `GET http://evil.invalid/api/v1/info HTTP/1.1\r\nHost: evil.invalid\r\n${bearer}\r\nConnection: close\r\n\r\n`],
    ['a tunnel', () => `CONNECT evil.invalid:443 HTTP/1.1\r\nHost: evil.invalid:443\r\n${bearer}\r\n\r\n`],
    ['a trace', () => `TRACE /api/v1/info HTTP/1.1\r\n${host()}\r\n${bearer}\r\nConnection: close\r\n\r\n`],
    ['200 kB of headers', () => `GET /api/v1/info HTTP/1.1\r\n${host()}\r\n${bearer}\r\n${'X-A: aaaaaaaaaaaaaaaaaaaa\r\n'.repeat(8_000)}\r\n`],
    ['an address of 100 kB', () => `GET /api/v1/${'a'.repeat(100_000)} HTTP/1.1\r\n${host()}\r\n${bearer}\r\n\r\n`],
    ['an upgrade', () => `GET /api/v1/nowhere HTTP/1.1\r\n${host()}\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAA\r\nSec-WebSocket-Version: 13\r\n\r\n`],
  ])('is refused and breaks nothing: %s', async (_name, text) => {
    const heard = await say(text())
    expect(statuses(heard).filter((status) => status < 400)).toEqual([])
    expect(await alive()).toBe(200)
  })
})

describe('paths', () => {
  const names = ['../../../../etc/passwd', '..%2f..%2f..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/%2e%2e/etc/passwd', '....//....//etc/passwd', '..\\..\\..\\etc\\passwd', '%252e%252e%252fetc%252fpasswd', '/etc/passwd', '%00../../etc/passwd', 'assets/../../package.json', '.env', '.git/config', '%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd']
  test.each(names)('lead to no file outside of the pages: %s', async (name) => {
    for (const prefix of ['/', '/assets/', '/api/docs/', '/api/v1/backups/']) {
      const heard = await say(`GET ${prefix}${name} HTTP/1.1\r\n${host()}\r\n${bearer}\r\nConnection: close\r\n\r\n`)
      expect(heard).not.toMatch(/root:x:0|"dependencies"|\[core\]/)
      expect(statuses(heard).every((status) => status >= 400)).toBe(true)
    }
  })
})

test('slow clients are cut off, and others are served meanwhile', async () => {
  const slow = Array.from({ length: 60 }, (_one, index) => say(index % 2 === 0 ? 'GET /api/v1/in' : `POST /api/v1/connection-strings HTTP/1.1\r\n${host()}\r\n${bearer}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"text":`, 20_000))
  const meanwhile = await Promise.all(Array.from({ length: 20 }, () => fetch(`${served.origin}/api/v1/info`, { headers: { authorization: `Bearer ${served.apiToken}` } }).then(({ status }) => status)))
  expect(new Set(meanwhile)).toEqual(new Set([200]))
  const heard = await Promise.all(slow)
  expect(new Set(heard.flatMap(statuses))).toEqual(new Set([408]))
})

test('ten thousand requests at once are each answered or refused, and the server goes on', async () => {
  const counts: Record<number, number> = {}
  let left = 10_000
  const lane = async () => {
    while (left > 0) {
      left -= 1
      const answer = await fetch(`${served.origin}/api/v1/environments`, { headers: left % 2 ? { authorization: `Bearer ${served.apiToken}` } : {} })
      await answer.arrayBuffer()
      counts[answer.status] = (counts[answer.status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: 50 }, lane))
  expect(Object.keys(counts).map(Number).filter((status) => ![200, 401, 429, 503].includes(status))).toEqual([])
  expect(counts[429]).toBeGreaterThan(1_000)
  expect(await alive()).toBe(200)
})

test('pages stand in no frame, guess no types and send no address elsewhere', async () => {
  const { headers } = await fetch(`${served.origin}/`, { headers: { authorization: `Bearer ${served.apiToken}`, 'x-siege': '1' } })
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
})

test.runIf(existsSync('/proc/self/cmdline'))('no secret stands in the arguments of any process, in the log or on the disk', async () => {
  const { jobId } = await (await fetch(`${served.origin}/api/v1/environments/test`, { method: 'POST', headers: { authorization: `Bearer ${served.apiToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ env: 'shop' }) })).json() as { jobId: string }
  let seen = ''
  while (world.engine.jobs.running().some(({ id }) => id === jobId)) {
    seen += argumentsOfAll()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  for (const text of [seen, world.log.join('\n'), world.stored()]) {
    expect(text).not.toContain(plantedSecret)
    expect(text).not.toContain(served.apiToken)
  }
})

function argumentsOfAll(): string {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => readSafely(join('/proc', pid, 'cmdline'))).join('\n')
}

function readSafely(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
