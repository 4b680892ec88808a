import type { Handlers } from '#shared/contract/handlers.ts'
import type { Engine } from '../engine.ts'

export function jobsOperations({ jobs }: Engine): Handlers<'jobs'> {
  return {
    list: async ({ limit }) => ({ jobs: await jobs.list(limit) }),
    get: ({ jobId }) => jobs.get(jobId),
    cancel: ({ jobId }) => jobs.cancel(jobId),
    watch: ({ jobId, after }, { signal }) => jobs.watch(jobId, after, signal),
  }
}
