import type { Job, JobEvent } from '#shared/contract/jobs.ts'

/**
 * Where jobs and their events are kept. Calls are synchronous, and whoever reads sees every event that was appended; a store may write
 * them to the disk an instant later, and may leave out a progress that the next one replaces.
 */
export interface JobStore {
  insert(job: Job, redactedInput: unknown): void
  update(job: Job): void
  get(id: string): Job | undefined
  /** The newest first. */
  list(limit: number): Job[]
  appendEvents(jobId: string, events: readonly JobEvent[]): void
  /** Events with seq > after, in order. */
  events(jobId: string, after: number): JobEvent[]
  /** Jobs whose process is gone while they were not finished. */
  orphans(): Job[]
}

/** For a run without a store, such as a pipeline's. */
export class MemoryJobStore implements JobStore {
  readonly #jobs = new Map<string, Job>()
  readonly #events = new Map<string, JobEvent[]>()

  insert(job: Job): void {
    this.#jobs.set(job.id, { ...job })
    this.#events.set(job.id, [])
  }

  update(job: Job): void {
    this.#jobs.set(job.id, { ...job })
  }

  get(id: string): Job | undefined {
    const job = this.#jobs.get(id)
    return job && { ...job }
  }

  list(limit: number): Job[] {
    return [...this.#jobs.values()].toReversed().slice(0, limit).map((job) => ({ ...job }))
  }

  appendEvents(jobId: string, events: readonly JobEvent[]): void {
    this.#events.get(jobId)?.push(...events)
  }

  events(jobId: string, after: number): JobEvent[] {
    return (this.#events.get(jobId) ?? []).filter((event) => event.seq > after)
  }

  orphans(): Job[] {
    return []
  }
}
