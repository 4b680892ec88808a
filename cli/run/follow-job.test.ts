import { expect, test } from 'vitest'
import type { StrataClient } from '#shared/contract/client.ts'
import type { JobEvent } from '#shared/contract/jobs.ts'
import { followJob } from './follow-job.ts'
import type { JobView } from './job-view.ts'

interface Fake {
  client: StrataClient
  cancelled: string[]
}

/** A job that never ends, whatever is asked of it. */
function stubbornJob(): Fake {
  const cancelled: string[] = []
  const jobs = {
    watch: () => Promise.resolve(endless()),
    cancel: ({ jobId }: { jobId: string }) => {
      cancelled.push(jobId)
      return Promise.resolve({})
    },
  }
  return { client: { jobs } as unknown as StrataClient, cancelled }
}

async function* endless(): AsyncGenerator<JobEvent> {
  yield { seq: 1, at: '2026-11-22T20:00:00.000Z', type: 'state', state: 'running' }
  await new Promise(() => {})
}

test('the first Ctrl-C cancels, the second leaves and says that the outcome is unknown', async () => {
  const { client, cancelled } = stubbornJob()
  const notes: string[] = []
  let ended = false
  const view: JobView = { event: () => {}, note: (text) => notes.push(text), end: () => (ended = true) }
  let now = 1000
  const left = followJob(client, 'j1', view, () => now)
  process.emit('SIGINT')
  now += 1000
  process.emit('SIGINT')
  await expect(left).rejects.toMatchObject({ code: 'outcome_unknown', message: expect.stringContaining('may or may not have taken effect') as string })
  expect([cancelled, notes.length, ended, process.listenerCount('SIGINT')]).toEqual([['j1'], 1, true, 0])
})
