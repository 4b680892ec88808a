import type { Job } from '#shared/contract/jobs.ts'
import type { JobRunner } from './job-runner.ts'

export interface DrainOptions {
  /** For all that runs together. */
  graceMs: number
  /** Jobs that are cancelled at once: to be cut off costs them nothing. */
  cancelNow: (job: Job) => boolean
  /** Ends the patience early. */
  hurry?: AbortSignal
}

/**
 * Lets what runs come to a safe point: what waits is cancelled, the rest is asked to stop where it keeps what is done. Gives the jobs that
 * still run when the time is over.
 */
export async function drainJobs(jobs: JobRunner, { graceMs, cancelNow, hurry }: DrainOptions): Promise<Job[]> {
  const running = jobs.running()
  jobs.askToEnd()
  for (const job of running) if (job.state === 'queued' || cancelNow(job)) await jobs.cancel(job.id)
  const ended = Promise.all(running.map(({ id }) => jobs.ended(id)))
  await Promise.race([ended, patience(graceMs, hurry)])
  return jobs.running()
}

function patience(ms: number, hurry?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    timer.unref()
    hurry?.addEventListener('abort', () => resolve(), { once: true })
    if (hurry?.aborted) resolve()
  })
}
