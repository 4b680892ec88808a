import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '#shared/contract/app-error.ts'
import type { Job, JobEvent } from '#shared/contract/jobs.ts'

const host = vi.hoisted(() => ({ get: vi.fn(), watch: vi.fn(), list: vi.fn() }))
vi.mock('./link.ts', () => ({ client: { jobs: host }, readable: (thrown: unknown) => thrown }))
const { followJob, loadJobs, onJobEnd, useJobFeed } = await import('./jobs.ts')

const at = '2026-11-23T03:00:00.000Z'
const job = (state: Job['state'], more: Partial<Job> = {}): Job => ({ id: 'j', operation: 'preview.run', state, createdAt: at, lastSeq: 2, ...more })
const ended = job('succeeded', { result: { preview: 'p' } })
const known = () => useJobFeed.getState().jobs['j']?.job
const events: JobEvent[] = [{ seq: 1, at, type: 'state', state: 'running' }, { seq: 2, at, type: 'state', state: 'succeeded' }]

async function* stream(all: readonly JobEvent[]): AsyncGenerator<JobEvent> {
  yield* all
}

/** A stream that is open and says nothing. */
async function* silent(signal: AbortSignal): AsyncGenerator<JobEvent> {
  await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new AppError('cancelled'))))
  yield* []
}

beforeEach(() => {
  vi.useFakeTimers()
  useJobFeed.setState({ jobs: {}, order: [] })
  host.watch.mockImplementation(({ after }: { after: number }) => Promise.resolve(stream(events.filter(({ seq }) => seq > after))))
})
afterEach(() => {
  vi.useRealTimers()
  vi.resetAllMocks()
})

describe('a followed job', () => {
  test('comes to its result and is told once, although the answer after the end was lost', async () => {
    const told = vi.fn()
    const forget = onJobEnd(told)
    host.get.mockResolvedValueOnce(job('running', { lastSeq: 1 })).mockRejectedValueOnce(new AppError('host_gone')).mockResolvedValue(ended)
    const done = followJob('j')
    await vi.advanceTimersByTimeAsync(60_000)
    await done
    forget()
    expect(known()).toEqual(ended)
    expect(told.mock.calls).toEqual([[ended]])
  })

  test('never shows an end without its outcome', async () => {
    const seen: (Job | undefined)[] = []
    const forget = useJobFeed.subscribe(() => seen.push(known()))
    host.get.mockResolvedValueOnce(job('running', { lastSeq: 1 })).mockResolvedValue(ended)
    await followJob('j')
    forget()
    expect(seen.filter((each) => each?.state === 'succeeded' && each.result === undefined)).toEqual([])
    expect(known()).toEqual(ended)
  })

  test('that ended before it was followed stays ended while its events are replayed', async () => {
    const states: unknown[] = []
    const forget = useJobFeed.subscribe(() => states.push(known()?.state))
    host.get.mockResolvedValue(ended)
    await followJob('j')
    forget()
    expect(new Set(states)).toEqual(new Set(['succeeded']))
  })

  test('ends although its stream falls silent', async () => {
    host.get.mockResolvedValueOnce(job('running', { lastSeq: 1 })).mockResolvedValue(ended)
    host.watch.mockImplementationOnce((_: unknown, { signal }: { signal: AbortSignal }) => Promise.resolve(silent(signal)))
    const done = followJob('j')
    await vi.advanceTimersByTimeAsync(60_000)
    await done
    expect(known()).toEqual(ended)
  })

  test('is asked for again when the first question gets no answer', async () => {
    host.get.mockImplementationOnce(() => new Promise(() => {})).mockResolvedValue(ended)
    const done = followJob('j')
    await vi.advanceTimersByTimeAsync(60_000)
    await done
    expect(known()).toEqual(ended)
  })

  test('is not set back by a list that was asked for before its end', async () => {
    host.get.mockResolvedValue(ended)
    await followJob('j')
    host.list.mockResolvedValue({ jobs: [job('running', { lastSeq: 1 })] })
    await loadJobs()
    expect(known()).toEqual(ended)
  })

  test('that is not known to the host is given up', async () => {
    host.get.mockRejectedValue(new AppError('not_found', { what: 'job', name: 'j' }))
    await followJob('j')
    expect(known()).toBeUndefined()
    expect(host.get).toHaveBeenCalledTimes(1)
  })
})
