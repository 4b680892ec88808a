import { expect, test } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import type { JobEvent } from '#shared/contract/jobs.ts'
import { JobRunner, type JobContext } from './job-runner.ts'
import { MemoryJobStore } from './job-store.ts'

const request = { operation: 'area.verb', input: {} }

function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

async function collect(events: AsyncGenerator<JobEvent>): Promise<JobEvent[]> {
  const all: JobEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

const untilAborted = ({ signal }: JobContext) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))

test('a watcher sees every event once, in order, whenever it comes', async () => {
  const jobs = new JobRunner(new MemoryJobStore())
  const { open, opened } = gate()
  const { jobId } = await jobs.start(request, async (job) => {
    job.log('info', 'one')
    await opened
    job.progress({ label: 'half', done: 1, total: 2 })
    return 'result'
  })
  const early = collect(await jobs.watch(jobId))
  open()
  await jobs.ended(jobId)
  const late = await collect(await jobs.watch(jobId))
  expect(await early).toEqual(late)
  expect(late.map(({ seq, type, state }) => [seq, type, state])).toEqual([
    [1, 'state', 'running'],
    [2, 'log', undefined],
    [3, 'progress', undefined],
    [4, 'state', 'succeeded'],
  ])
  expect((await collect(await jobs.watch(jobId, 2))).map(({ seq }) => seq)).toEqual([3, 4])
  expect(await jobs.get(jobId)).toMatchObject({ state: 'succeeded', result: 'result', lastSeq: 4 })
})

test('jobs of one lane run one after another, also after a failure, and other lanes do not wait', async () => {
  const jobs = new JobRunner(new MemoryJobStore())
  const order: string[] = []
  const { open, opened } = gate()
  const first = await jobs.start({ ...request, lane: 'db' }, async () => {
    await opened
    order.push('first')
    throw new Error('fails')
  })
  const second = await jobs.start({ ...request, lane: 'db' }, async () => void order.push('second'))
  const other = await jobs.start({ ...request, lane: 'other' }, async () => void order.push('other'))
  await jobs.ended(other.jobId)
  expect((await jobs.get(second.jobId)).state).toBe('queued')
  open()
  await jobs.ended(second.jobId)
  expect(order).toEqual(['other', 'first', 'second'])
  expect(await jobs.get(first.jobId)).toMatchObject({ state: 'failed', error: { code: 'internal' } })
})

test('cancel aborts a running job and keeps a queued one from starting', async () => {
  const jobs = new JobRunner(new MemoryJobStore())
  const running = await jobs.start({ ...request, lane: 'db' }, untilAborted)
  let ran = false
  const queued = await jobs.start({ ...request, lane: 'db' }, async () => (ran = true))
  await Promise.resolve()
  expect((await jobs.cancel(queued.jobId)).state).toBe('cancelling')
  expect((await jobs.cancel(running.jobId)).state).toBe('cancelling')
  expect((await jobs.ended(running.jobId)).state).toBe('cancelled')
  expect((await jobs.ended(queued.jobId)).state).toBe('cancelled')
  expect(ran).toBe(false)
})

test('a job that finished before the cancel reached it says what really happened', async () => {
  const jobs = new JobRunner(new MemoryJobStore())
  const { open, opened } = gate()
  const { jobId } = await jobs.start(request, async () => {
    await opened
    return 'committed'
  })
  await Promise.resolve()
  await jobs.cancel(jobId)
  open()
  expect(await jobs.ended(jobId)).toMatchObject({ state: 'succeeded', result: 'committed' })
  expect((await jobs.cancel(jobId)).state).toBe('succeeded')
})

test('an outcome that is not known is never shown as failed', async () => {
  const jobs = new JobRunner(new MemoryJobStore())
  const { jobId } = await jobs.start(request, async () => {
    throw new AppError('outcome_unknown', { what: 'V7 was being committed' })
  })
  expect(await jobs.ended(jobId)).toMatchObject({ state: 'unknown', error: { code: 'outcome_unknown' } })
})

test('a watcher that goes away changes nothing for the job', async () => {
  const jobs = new JobRunner(new MemoryJobStore())
  const { open, opened } = gate()
  const { jobId } = await jobs.start(request, async () => opened)
  const leave = new AbortController()
  const watching = collect(await jobs.watch(jobId, 0, leave.signal))
  leave.abort()
  await watching
  open()
  expect((await jobs.ended(jobId)).state).toBe('succeeded')
})

test('stop cancels what runs and waits for it', async () => {
  const jobs = new JobRunner(new MemoryJobStore())
  const { jobId } = await jobs.start(request, untilAborted)
  await Promise.resolve()
  await jobs.stop()
  expect((await jobs.get(jobId)).state).toBe('cancelled')
  expect(jobs.running()).toEqual([])
})
