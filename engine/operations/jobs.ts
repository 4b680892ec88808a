import type { Handlers } from '#shared/contract/handlers.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import type { Engine } from '../engine.ts'
import { waitForEvents } from '../jobs/wait-for-events.ts'

export function jobsOperations({ jobs }: Pick<Engine, 'jobs'>): Handlers<'jobs'> {
  return {
    list: async ({ limit }) => ({ jobs: await jobs.list(limit) }),
    get: ({ jobId }) => jobs.get(jobId),
    cancel: ({ jobId }) => jobs.cancel(jobId),
    watch: ({ jobId, after }, { signal, lastEventId }) => jobs.watch(jobId, Math.max(after, numberOf(lastEventId)), signal),
    wait: async ({ jobId, after, seconds }, { signal }) => {
      const events = await waitForEvents(jobs, { jobId, after, seconds, signal })
      const job = await jobs.get(jobId)
      return { events, job, ended: isFinished(job.state) && (events.at(-1)?.seq ?? after) >= job.lastSeq }
    },
  }
}

function numberOf(eventId: string | undefined): number {
  return eventId !== undefined && /^\d{1,15}$/.test(eventId) ? Number(eventId) : 0
}
