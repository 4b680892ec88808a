import type { JobEvent } from '#shared/contract/jobs.ts'
import type { JobRunner } from './job-runner.ts'

const mostEvents = 1000
/** What follows the first event at once comes with it. */
const settleMs = 20

interface Wait {
  jobId: string
  after: number
  seconds: number
  signal?: AbortSignal | undefined
}

/** Events after a number: those that are there, else those that come within the time. Throws `not_found` at once. */
export async function waitForEvents(jobs: Pick<JobRunner, 'watch'>, { jobId, after, seconds, signal }: Wait): Promise<JobEvent[]> {
  const enough = new AbortController()
  let timer = setTimeout(() => enough.abort(), seconds * 1000)
  const events: JobEvent[] = []
  try {
    for await (const event of await jobs.watch(jobId, after, signal ? AbortSignal.any([signal, enough.signal]) : enough.signal)) {
      if (events.push(event) >= mostEvents) break
      if (events.length > 1) continue
      clearTimeout(timer)
      timer = setTimeout(() => enough.abort(), settleMs)
    }
  } finally {
    clearTimeout(timer)
  }
  return events
}
