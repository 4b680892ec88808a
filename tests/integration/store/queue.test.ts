import { expect, test, vi } from 'vitest'
import { storeWorld } from '../../support/postgres-store.ts'

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `k${index}`, data: { index } }))

test('each item goes to one of two processes, once, and one that waits or is worked on is not added again', async () => {
  const world = await storeWorld()
  const [one, other] = [await world.open(), await world.open()]
  await one.queue.send('test.kind', items(20))
  await other.queue.send('test.kind', items(20))
  const done: string[] = []
  const attempts = new Set<number>()
  const work = async (who: string, { key, data, attempt }: { key: string; data: unknown; attempt: number }) => {
    attempts.add(attempt)
    expect(data).toEqual({ index: Number(key.slice(1)) })
    await new Promise((resolve) => setTimeout(resolve, 20))
    done.push(`${who} ${key}`)
  }
  const workers = [await one.queue.work('test.kind', { concurrency: 2 }, (delivery) => work('one', delivery)), await other.queue.work('test.kind', { concurrency: 2 }, (delivery) => work('other', delivery))]
  await vi.waitFor(() => expect(done).toHaveLength(20), { timeout: 30_000, interval: 50 })
  expect(new Set(done.map((text) => text.split(' ')[1])).size).toBe(20)
  expect(new Set(done.map((text) => text.split(' ')[0]))).toEqual(new Set(['one', 'other']))
  expect([...attempts]).toEqual([1])
  await Promise.all(workers.map((worker) => worker.stop()))
  await one.queue.send('test.kind', items(1))
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(done).toHaveLength(20)
}, 60_000)
