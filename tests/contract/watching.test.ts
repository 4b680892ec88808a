import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverLog } from '../../server/log/server-log.ts'
import { serve, type Served } from '../../server/serve.ts'
import { createPages } from './pages.ts'
import { createWorld, plantedSecret, type World } from './world.ts'

const token = 'metrics-token-of-the-test'
let world: World
let served: Served
let api: Record<string, string>
const lines: Record<string, unknown>[] = []
const pages = createPages()

beforeAll(async () => {
  world = await createWorld({ 'V1__goods.sql': 'CREATE TABLE goods (name text PRIMARY KEY);\n', 'V2__broken.sql': 'SELECT * FROM nowhere;\n' })
  const log = serverLog((line) => void lines.push(JSON.parse(line) as Record<string, unknown>))
  served = await serve(world.engine, { renderer: pages, withApiToken: true, requestLog: log, metrics: { token } })
  api = { authorization: `Bearer ${served.apiToken}`, 'content-type': 'application/json' }
  await ask('/api/v1/environments', { method: 'POST', body: JSON.stringify(world.input) })
})
afterAll(async () => {
  await served.close()
  await world.close()
})

function ask(path: string, options: RequestInit = {}): Promise<Response> {
  return fetch(`${served.origin}${path}`, { ...options, headers: { ...api, ...options.headers } })
}

/** The value of each row of the figures, by its name with labels. */
async function figures(): Promise<Map<string, number>> {
  const text = await (await fetch(`${served.origin}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text()
  return new Map(text.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
}

test('the figures are for the token of the metrics and for whoever may see everything, and for nobody else', async () => {
  const status = async (headers: Record<string, string>) => (await fetch(`${served.origin}/metrics`, { headers })).status
  expect([await status({}), await status({ authorization: 'Bearer wrong' }), await status({ authorization: `Bearer ${token}` }), await status(api)]).toEqual([401, 401, 200, 200])
})

test('programs of this machine read the figures where that was allowed, unless they pass on what others send', async () => {
  const open = await serve(world.engine, { renderer: pages, metrics: { loopback: true } })
  const status = async (headers: Record<string, string> = {}) => (await fetch(`${open.origin}/metrics`, { headers })).status
  expect([await status(), await status({ 'x-forwarded-for': '203.0.113.1' })]).toEqual([200, 401])
  await open.close()
})

test('jobs, failures and pending migrations are counted by what they are', async () => {
  expect((await ask('/api/v1/environments/shop/migrations')).status).toBe(200)
  const { jobId } = (await (await ask('/api/v1/environments/shop/apply', { method: 'POST', body: '{}' })).json()) as { jobId: string }
  await world.engine.jobs.ended(jobId)
  const told = await figures()
  expect(told.get('strata_migrations_pending{env="shop"}')).toBe(2)
  expect(told.get('strata_jobs_total{operation="migrations.apply",state="failed"}')).toBe(1)
  expect(told.get('strata_job_failures_total{operation="migrations.apply",code="statement_failed"}')).toBe(1)
  expect(told.get('strata_job_duration_seconds_count{operation="migrations.apply"}')).toBe(1)
  expect(told.get('strata_environments{class="development"}')).toBe(1)
  expect(told.get('strata_lock_timeouts_total{lock="relation"}')).toBe(0)
  expect(told.get('process_resident_memory_bytes')).toBeGreaterThan(1e6)
})

test('requests are counted by route, so that what callers write makes no new rows', async () => {
  for (const name of ['a', 'b', 'c']) await ask(`/api/v1/environments/${name}`)
  for (const path of ['/nowhere-1', '/nowhere-2', '/api/v1/nowhere-3']) await ask(path)
  const told = await figures()
  expect(told.get('strata_http_requests_total{route="/api/v1/environments/:env",method="GET",status="404"}')).toBe(3)
  expect([...told.keys()].filter((name) => name.includes('nowhere'))).toEqual([])
  expect(told.get('strata_http_requests_total{route="unknown",method="GET",status="404"}')).toBeGreaterThanOrEqual(1)
  expect(told.get('strata_http_request_duration_seconds_count{route="/api/v1/environments/:env"}')).toBe(3)
})

test('each request has a line with its id, its job and who asked, and none of its secrets', async () => {
  const answer = await ask('/api/v1/environments/test', { method: 'POST', body: JSON.stringify({ draft: world.input }), headers: { 'x-request-id': 'chosen-by-a-stranger' } })
  const { jobId } = (await answer.json()) as { jobId: string }
  await world.engine.jobs.ended(jobId)
  const id = answer.headers.get('x-request-id')
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  await expect.poll(() => lines.find(({ requestId }) => requestId === id)).toMatchObject({ level: 'info', method: 'POST', route: '/api/v1/environments/test', operation: 'environments.test', status: 200, jobId })
  await expect.poll(() => lines.find((line) => line['jobId'] === jobId && line['text'] === 'Job ended')).toMatchObject({ operation: 'environments.test' })
  await fetch(`${served.origin}/?token=guessed-link`)
  await ask('/api/v1/environments/nobody?password=hunter2')
  await fetch(`${served.origin}/api/v1/info`, { headers: { authorization: 'Bearer guessed-token', cookie: 'strata=guessed-cookie' } })
  await expect.poll(() => lines.filter(({ text, code }) => text === 'Refused' && code === 'sign_in_required').length).toBeGreaterThanOrEqual(2)
  expect(lines.find(({ route, code }) => route === '/api/v1/environments/:env' && code === 'not_found')).toMatchObject({ level: 'info', status: 404 })
  const all = JSON.stringify(lines)
  for (const secret of [plantedSecret, 'guessed', 'hunter2', token, served.apiToken ?? 'none', 'stranger']) expect(all).not.toContain(secret)
})

test('a proxy that is trusted may have numbered the request', async () => {
  const behind = await serve(world.engine, { renderer: pages, trustProxy: ['127.0.0.1'] })
  const given = async (id: string) => (await fetch(`${behind.origin}/healthz`, { headers: { 'x-request-id': id } })).headers.get('x-request-id')
  expect(await given('edge-7f3a9c21')).toBe('edge-7f3a9c21')
  expect(await given('<script>')).toMatch(/^[0-9a-f-]{36}$/)
  await behind.close()
})

test('dashboard and alert rules ask for figures that there are', async () => {
  const text = await (await fetch(`${served.origin}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text()
  const told = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name))
  const asked = ['grafana-dashboard.json', 'strata-alerts.yml'].flatMap((file) => [...readFileSync(join(import.meta.dirname, '../../resources/monitoring', file), 'utf8').matchAll(/\b(?:strata|process|nodejs)_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, '')))
  expect(asked.length).toBeGreaterThan(30)
  expect([...new Set(asked)].filter((name) => !told.has(name))).toEqual([])
})
