import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorld, type World } from './world.ts'

const root = join(import.meta.dirname, '../..')
const migrations = {
  'V1__goods.sql': 'CREATE TABLE goods (name text PRIMARY KEY);\nSELECT pg_sleep(3);\n',
  'V2__more.sql': 'CREATE TABLE more (name text PRIMARY KEY);\n',
}

let world: World
let server: ChildProcess | undefined

beforeEach(async () => {
  world = await createWorld(migrations)
  await world.engine.environments.create({ ...world.input })
})
afterEach(async () => {
  server?.kill('SIGKILL')
  await world.close()
})

interface Studio {
  ask(path: string, options?: RequestInit): Promise<Response>
  end(signal: NodeJS.Signals): void
  ended: Promise<number | null>
  said(): string
}

/** A server of its own with the environment `shop`. */
async function startServer(...limits: string[]): Promise<Studio> {
  const child = spawn(process.execPath, [join(root, 'tests/support/serve-child.ts'), join(world.folder, '../child'), ...limits], { stdio: ['ignore', 'pipe', 'pipe'] })
  server = child
  let heard = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (heard += text))
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  const { origin, token } = JSON.parse(line) as { origin: string; token: string }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const ask = (path: string, options: RequestInit = {}) => fetch(`${origin}${path}`, { ...options, headers: { ...headers, ...options.headers } })
  expect((await ask('/api/v1/environments', { method: 'POST', body: JSON.stringify(world.input) })).status).toBe(200)
  return { ask, end: (signal) => child.kill(signal), ended: once(child, 'exit').then(([code]) => code as number | null), said: () => heard }
}

async function apply(studio: Studio, to?: string): Promise<string> {
  const answer = await studio.ask('/api/v1/environments/shop/apply', { method: 'POST', body: JSON.stringify({ to }) })
  return ((await answer.json()) as { jobId: string }).jobId
}

async function untilSleeping(): Promise<void> {
  const sleeping = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(%' AND state = 'active' AND pid <> pg_backend_pid()"
  await expect.poll(async () => (await world.database.query(sleeping))[0], { timeout: 20_000 }).toEqual({ n: 1 })
}

const applied = () => world.database.query('SELECT version, success FROM flyway_schema_history ORDER BY installed_rank')

test('asked to end, a server finishes the migration that runs, begins no other, refuses new work and ends its streams in order', async () => {
  const studio = await startServer()
  const jobId = await apply(studio, '2')
  const stream = studio.ask(`/api/v1/jobs/${jobId}/events`).then((answer) => answer.text())
  await untilSleeping()
  studio.end('SIGTERM')
  await expect.poll(async () => (await studio.ask('/readyz')).status).toBe(503)
  expect(await (await studio.ask('/api/v1/environments/shop/apply', { method: 'POST', body: '{}' })).json()).toMatchObject({ code: 'shutting_down' })
  expect(await studio.ended).toBe(0)
  const events = await stream
  expect(events).toMatch(/"state":"cancelled".*\n\n/)
  expect(events).not.toContain('shutting_down')
  expect(await applied()).toEqual([{ version: '1', success: true }])
})

test('what does not come to a safe point in time is cancelled on the server, and the exit code says so', async () => {
  const studio = await startServer('graceSeconds=1')
  await apply(studio)
  await untilSleeping()
  studio.end('SIGTERM')
  expect(await studio.ended).toBe(10)
  expect(studio.said()).toContain('Cancelling, on the server too: migrations.apply')
  expect(await applied()).toEqual([])
})

test('a second signal does not wait for the end of the time', async () => {
  const studio = await startServer()
  await apply(studio)
  await untilSleeping()
  studio.end('SIGTERM')
  await expect.poll(() => studio.said()).toContain('Once more cancels it')
  // A keystroke can arrive twice within 300 ms and counts once.
  await new Promise((resolve) => setTimeout(resolve, 400))
  studio.end('SIGINT')
  expect(await studio.ended).toBe(10)
  expect(await applied()).toEqual([])
})
