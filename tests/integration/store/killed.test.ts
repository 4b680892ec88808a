import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { storeWorld } from '../../support/postgres-store.ts'

const root = join(import.meta.dirname, '../../..')
const count = 45

test('of three processes one is killed in the middle: no item is lost, none is done twice, and its jobs are interrupted', async () => {
  const world = await storeWorld()
  const engine = await world.open({ beatMs: 500, overdueMs: 5000 })
  await world.database.query('CREATE TABLE done (number serial, key text, worker text, attempt int)')
  const start = async (name: string): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ['tests/support/store-worker-child.ts', world.database.url, world.database.url, name, world.home], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    return child
  }
  const [victim] = await Promise.all([start('a'), start('b'), start('c')])
  await engine.queue.send('test.rows', Array.from({ length: count }, (_, index) => ({ key: `k${index}`, data: null })))
  const done = () => world.database.query<{ key: string; worker: string; attempt: number }>('SELECT key, worker, attempt FROM done')
  await vi.waitFor(async () => expect((await done()).filter(({ worker }) => worker === 'a').length).toBeGreaterThan(2), { timeout: 60_000, interval: 50 })
  victim?.kill('SIGKILL')
  const killedAt = performance.now()
  await vi.waitFor(async () => expect(await done()).toHaveLength(count), { timeout: 90_000, interval: 100 })
  console.log(`Whole ${Math.round(performance.now() - killedAt)} ms after the kill`)
  const rows = await done()
  expect(new Set(rows.map(({ key }) => key)).size).toBe(count)
  expect(rows.some(({ attempt }) => attempt > 1)).toBe(true)
  await vi.waitFor(async () => {
    const jobs = await engine.jobs.list(200)
    expect(jobs.filter(({ state }) => state === 'succeeded').length).toBeGreaterThanOrEqual(count)
    expect(jobs.filter(({ state }) => !['succeeded', 'interrupted'].includes(state))).toEqual([])
    expect(jobs.some(({ state }) => state === 'interrupted')).toBe(true)
  }, { timeout: 30_000, interval: 200 })
}, 240_000)
