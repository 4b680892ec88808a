import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limitsFrom, type ServerLimits } from '../../server/limits.ts'
import { serveRouter, type Served, type ServeOptions } from '../../server/serve-router.ts'
import { createPages } from './pages.ts'
import { createWorld, type World } from './world.ts'

let world: World
const pages = createPages()

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** Serves with limits of its own while a test works with it. */
async function serving(limits: Partial<ServerLimits>, work: (served: Served, headers: Record<string, string>) => Promise<void>, options: Partial<ServeOptions> = {}): Promise<void> {
  const served = await serveRouter(world.router, { renderer: pages, withApiToken: true, limits: { ...limitsFrom([]), ...limits }, ...options }, world.engine)
  try {
    await work(served, { authorization: `Bearer ${served.apiToken}` })
  } finally {
    await served.close()
  }
}

interface Told {
  status: number
  retry: string | null
  code: string | undefined
}

async function told(answer: Promise<Response> | Response): Promise<Told> {
  const { status, headers, text } = await (async (got) => ({ status: got.status, headers: got.headers, text: await got.text() }))(await answer)
  const body = (text.startsWith('{') ? JSON.parse(text) : {}) as { code?: string; json?: { code?: string } }
  return { status, retry: headers.get('retry-after'), code: body.code ?? body.json?.code }
}

/** What a raw connection hears until the server closes it. */
function spoken(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setEncoding('utf8').on('data', (part: string) => (heard += part)).on('error', () => {}).on('close', () => resolve(heard))
  })
}

/** A job that runs until it is cancelled. */
async function endless(): Promise<string> {
  return (await world.engine.jobs.start({ operation: 'app.openSample', input: {} }, ({ signal }) => new Promise((_done, fail) => signal.addEventListener('abort', () => fail(signal.reason))))).jobId
}

describe('requests a minute', () => {
  test('one caller gets no more than its share and is told when to come back, in the shape of each host', async () => {
    await serving({ callerPerMinute: 3 }, async ({ origin }, headers) => {
      for (let count = 0; count < 3; count += 1) expect((await fetch(`${origin}/api/v1/info`, { headers })).status).toBe(200)
      const refused = await told(fetch(`${origin}/api/v1/info`, { headers }))
      expect(refused).toMatchObject({ status: 429, code: 'rate_limited' })
      expect(Number(refused.retry)).toBeGreaterThan(0)
      expect(await told(fetch(`${origin}/rpc/app/info`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: '{"json":{}}' }))).toMatchObject({ status: 429, code: 'rate_limited' })
    })
  })

  test('an address is refused before anyone looks at what it sends, and health is still answered', async () => {
    await serving({ addressPerMinute: 5 }, async ({ origin }) => {
      const seen = await Promise.all(Array.from({ length: 40 }, () => told(fetch(`${origin}/nowhere`))))
      expect(seen.filter(({ status }) => status === 401)).toHaveLength(5)
      expect(seen.filter(({ code }) => code === 'rate_limited')).toHaveLength(35)
      expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    })
  })

  test('links for signing in can be tried a few times only', async () => {
    await serving({ signInPerMinute: 2 }, async ({ origin }) => {
      const tried = []
      for (let count = 0; count < 4; count += 1) tried.push((await told(fetch(`${origin}/?token=guess${count}`))).status)
      expect(tried).toEqual([401, 401, 429, 429])
    })
  })

  test('X-Forwarded-For is believed only of a proxy that was named', async () => {
    const asked = async (origin: string, from: string) => (await told(fetch(`${origin}/nowhere`, { headers: { 'x-forwarded-for': from } }))).status
    await serving({ addressPerMinute: 1 }, async ({ origin }) => {
      expect([await asked(origin, '203.0.113.1'), await asked(origin, '203.0.113.2')]).toEqual([401, 429])
    })
    await serving({ addressPerMinute: 1 }, async ({ origin }) => {
      expect([await asked(origin, '203.0.113.1'), await asked(origin, '203.0.113.2'), await asked(origin, '203.0.113.1')]).toEqual([401, 401, 429])
    }, { trustProxy: ['127.0.0.1'] })
  })
})

describe('sizes and times', () => {
  test('a body that is too large is refused with the limit, at both doors', async () => {
    await serving({ bodyBytes: 2048 }, async ({ origin }, headers) => {
      const body = JSON.stringify({ json: { text: 'x'.repeat(4096) } })
      for (const path of ['/api/v1/connection-strings', '/rpc/environments/parse']) {
        expect(await told(fetch(`${origin}${path}`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body }))).toMatchObject({ status: 413, code: 'too_large' })
      }
    })
  })

  test('whoever sends head or body too slowly is cut off with a word', async () => {
    await serving({ headersSeconds: 1, requestSeconds: 1 }, async ({ port, apiToken }) => {
      const [head, body] = await Promise.all([
        spoken(port, 'GET /api/v1/info HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '),
        spoken(port, `POST /api/v1/connection-strings HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${apiToken}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"text"`),
      ])
      for (const answer of [head, body]) expect(answer).toMatch(/^HTTP\/1\.1 408 .*"code":"too_slow"/s)
    })
  })

  test.each([
    ['no HTTP', 'EHLO strata\r\n\r\n', 400, 'bad_request'],
    ['two lengths', 'POST /api/v1/info HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', 400, 'bad_request'],
    ['a length and chunks', 'POST /api/v1/info HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400, 'bad_request'],
    ['a head without end', `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`, 413, 'too_large'],
  ])('%s is answered once, in the one shape, and the connection is closed', async (_what, text, status, code) => {
    await serving({}, async ({ port }) => {
      const answer = await spoken(port, text)
      expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`])
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code })
    })
  })
})

describe('back pressure', () => {
  test('no more streams than the limit, and closing one makes room', async () => {
    const jobId = await endless()
    await serving({ streams: 1 }, async ({ origin }, headers) => {
      const leave = new AbortController()
      const first = await fetch(`${origin}/api/v1/jobs/${jobId}/events`, { headers, signal: leave.signal })
      expect(first.status).toBe(200)
      expect(await told(fetch(`${origin}/api/v1/jobs/${jobId}/events`, { headers }))).toMatchObject({ status: 503, code: 'overloaded', retry: '5' })
      expect((await fetch(`${origin}/api/v1/jobs/${jobId}`, { headers })).status).toBe(200)
      leave.abort()
      await expect.poll(async () => {
        const again = new AbortController()
        const { status } = await fetch(`${origin}/api/v1/jobs/${jobId}/events`, { headers, signal: again.signal })
        again.abort()
        return status
      }).toBe(200)
    })
    await world.engine.jobs.cancel(jobId)
  })

  test('no more jobs than the limit; reading goes on', async () => {
    const jobId = await endless()
    await serving({ jobs: 1 }, async ({ origin }, headers) => {
      const start = () => fetch(`${origin}/api/v1/environments/test`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ draft: world.input }) })
      expect(await told(start())).toMatchObject({ status: 503, code: 'overloaded' })
      expect((await fetch(`${origin}/api/v1/jobs`, { headers })).status).toBe(200)
      await world.engine.jobs.cancel(jobId)
      await world.engine.jobs.ended(jobId)
      expect((await start()).status).toBe(200)
    })
  })

  test('a server that ends takes nothing new, shows what runs, and says that it is not ready', async () => {
    const jobId = await endless()
    await serving({}, async (served, headers) => {
      const { origin } = served
      expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'ready' })
      served.stopTaking()
      expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: 'not ready', problem: 'ending' })
      expect((await fetch(`${origin}/healthz`, { headers: { host: 'probe' } })).status).toBe(200)
      expect(await told(fetch(`${origin}/api/v1/environments`, { headers }))).toEqual({ status: 503, code: 'shutting_down', retry: '5' })
      expect((await fetch(`${origin}/api/v1/jobs/${jobId}`, { headers })).status).toBe(200)
    })
    await world.engine.jobs.cancel(jobId)
  })
})
