import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appErrorSchema } from '#shared/contract/app-error.ts'
import { serveRouter, type Served } from '../../server/serve-router.ts'
import { createPages } from './pages.ts'
import { createWorld, type World } from './world.ts'

let world: World
let served: Served
let api: Record<string, string>

beforeAll(async () => {
  world = await createWorld()
  served = await serveRouter(world.router, { renderer: createPages(), withApiToken: true })
  api = { authorization: `Bearer ${served.apiToken}` }
})
afterAll(async () => {
  await served.close()
  await world.close()
})

interface Answer {
  status: number
  headers: Record<string, unknown>
  text: string
}

/** By node:http, which sends what it is told, also a foreign Host. */
function call(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options
    const sent = request({ host: '127.0.0.1', port: served.port, path, method, headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

const errorOf = ({ text }: Answer) => appErrorSchema.parse(JSON.parse(text))

describe('signing in', () => {
  test('the link signs in once, and the cookie is out of reach of scripts and other sites', async () => {
    const own = await serveRouter(world.router, { renderer: createPages() })
    try {
      const first = await fetch(own.url, { redirect: 'manual' })
      expect([first.status, first.headers.get('location')]).toEqual([303, '/'])
      expect(first.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
      const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
      expect((await fetch(own.url, { redirect: 'manual' })).status).toBe(401)
      expect((await fetch(own.url, { redirect: 'manual', headers: { cookie } })).status).toBe(303)
      expect(await (await fetch(`${own.origin}/`, { headers: { cookie } })).text()).toContain('<title>Strata</title>')
      expect((await fetch(`${own.origin}/rpc/app/info`, { method: 'POST', headers: { cookie, 'content-type': 'application/json', 'x-strata-request': '1' }, body: '{"json":{}}' })).status).toBe(200)
    } finally {
      await own.close()
    }
  })

  test('without it nothing is told, neither page nor operation', async () => {
    const page = await call('/', { headers: { accept: 'text/html' } })
    expect([page.status, page.headers['content-type']]).toEqual([401, 'text/html; charset=utf-8'])
    expect(page.text).toContain('strata serve')
    for (const path of ['/', '/index.html', '/api/v1/info', '/api/v1/openapi.json', '/nowhere', '/?token=wrong']) {
      const answer = await call(path)
      expect([path, answer.status, errorOf(answer).code]).toEqual([path, 401, 'sign_in_required'])
    }
    const rpc = await call('/rpc/app/info', { method: 'POST', body: '{}' })
    expect(rpc.status).toBe(401)
    expect(JSON.parse(rpc.text)).toMatchObject({ json: { code: 'sign_in_required', status: 401, data: { code: 'sign_in_required' } } })
    expect((await call('/api/v1/info', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
  })
})

describe('who may ask', () => {
  test.each([
    ['another host name', { host: 'evil.example' }],
    ['another page', { origin: 'https://evil.example' }],
    ['a page without origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
  ])('a request from %s is refused, even with the token', async (_who, headers) => {
    const answer = await call('/api/v1/info', { headers: { ...api, ...headers } })
    expect([answer.status, errorOf(answer).code]).toEqual([403, 'not_allowed'])
  })

  test('every answer forbids foreign scripts, frames and guessing of types', async () => {
    for (const path of ['/api/v1/info', '/nowhere']) {
      const { headers } = await call(path, { headers: api })
      expect(headers['content-security-policy']).toMatch(/^default-src 'none';script-src 'self';/)
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' })
      expect(headers).not.toHaveProperty('strict-transport-security')
    }
  })
})

describe('errors of the HTTP layer have the one shape', () => {
  const json = { 'content-type': 'application/json' }
  test.each([
    ['an unknown address', '/nowhere', {}, 404, 'not_found'],
    ['an unknown operation', '/api/v1/nowhere', {}, 404, 'not_found'],
    ['a file outside the pages', '/../../etc/passwd', {}, 400, 'bad_request'],
    ['a hidden way out', '/%2e%2e/%2e%2e/etc/passwd', {}, 400, 'bad_request'],
    ['a body that is no JSON', '/api/v1/environments', { method: 'POST', body: '{"name":', headers: json }, 400, 'bad_request'],
    ['a body of another type', '/api/v1/environments', { method: 'POST', body: 'name=x', headers: { 'content-type': 'text/plain' } }, 400, 'bad_request'],
    ['a body that is too large', '/api/v1/environments', { method: 'POST', body: JSON.stringify({ name: 'x'.repeat(2 << 20) }), headers: json }, 413, 'too_large'],
    ['an environment that is none', '/api/v1/environments/nobody', {}, 404, 'not_found'],
    ['a limit that is none', '/api/v1/jobs?limit=many', {}, 400, 'bad_request'],
  ])('%s', async (_what, path, options, status, code) => {
    const answer = await call(path, { ...options, headers: { ...('headers' in options ? options.headers : {}), ...api } })
    expect([answer.status, errorOf(answer).code]).toEqual([status, code])
    expect(answer.headers['content-type']).toMatch(/^application\/json/)
  })
})

test('a job is watched as a stream of server-sent events', async () => {
  const started = await call('/api/v1/environments/test', { method: 'POST', headers: api, body: JSON.stringify({ draft: world.input }) })
  const { jobId } = JSON.parse(started.text) as { jobId: string }
  const stream = await call(`/api/v1/jobs/${jobId}/events?after=1`, { headers: { ...api, accept: 'text/event-stream' } })
  expect(stream.headers['content-type']).toBe('text/event-stream')
  expect(stream.text).not.toContain('"seq":1,')
  expect(stream.text).toContain('"state":"succeeded"')
})

test('the OpenAPI document is served with its operations', async () => {
  const document = JSON.parse((await call('/api/v1/openapi.json', { headers: api })).text) as { openapi: string; paths: Record<string, unknown> }
  expect(document.openapi).toMatch(/^3\.1/)
  expect(Object.keys(document.paths)).toContain('/environments/{env}/apply')
})

async function restOf(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<string> {
  let text = ''
  for (;;) {
    const part = await reader?.read()
    if (!part || part.done) return text
    text += new TextDecoder().decode(part.value)
  }
}

test('closing ends open streams with an event that says so', async () => {
  const own = await serveRouter(world.router, { renderer: createPages(), withApiToken: true })
  const { jobId } = await world.engine.jobs.start({ operation: 'app.openSample', input: {} }, ({ signal }) => new Promise((_done, fail) => signal.addEventListener('abort', () => fail(signal.reason))))
  const stream = await fetch(`${own.origin}/api/v1/jobs/${jobId}/events`, { headers: { authorization: `Bearer ${own.apiToken}` } })
  const reader = stream.body?.getReader()
  await reader?.read()
  const closing = own.close()
  expect(await restOf(reader)).toMatch(/event: error\n.*"code":"shutting_down"/)
  await closing
  expect((await world.engine.jobs.get(jobId)).state).toBe('running')
  await world.engine.jobs.cancel(jobId)
  expect((await world.engine.jobs.ended(jobId)).state).toBe('cancelled')
})
