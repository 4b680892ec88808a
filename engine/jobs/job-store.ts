import type { Job, JobEvent } from '#shared/contract/jobs.ts'

/**
 * Where jobs and their events are kept. Whoever reads sees every event that was appended; a store may write them to the disk an instant
 * later, and may leave out a progress that the next one replaces.
 */
export interface JobStore {
  /** Throws `store_unusable`. */
  insert(job: Job, redactedInput: unknown): Promise<void>
  /** Resolves once it is written, or could not be and waits for better times; never rejects. */
  update(job: Job): Promise<void>
  get(id: string): Promise<Job | undefined>
  /** The newest first. */
  list(limit: number): Promise<Job[]>
  appendEvents(jobId: string, events: readonly JobEvent[]): void
  /** Events with seq > after, in order. */
  events(jobId: string, after: number): Promise<JobEvent[]>
  /** Jobs whose process is gone while they were not finished. */
  orphans(): Promise<Job[]>
}

/** How processes that share a store hear of each other's jobs. */
export interface JobCalls {
  /** Resolves when a job of another process may have something new, or after a while. */
  changed(jobId: string, signal?: AbortSignal): Promise<void>
  /** Asks whichever process runs it. */
  cancel(jobId: string): Promise<void>
  onCancel(listener: (jobId: string) => void): void
}

/** For a run without a store, such as a pipeline's. */
export class MemoryJobStore implements JobStore {
  readonly #jobs = new Map<string, Job>()
  readonly #events = new Map<string, JobEvent[]>()

  async insert(job: Job): Promise<void> {
    this.#jobs.set(job.id, { ...job })
    this.#events.set(job.id, [])
  }

  async update(job: Job): Promise<void> {
    this.#jobs.set(job.id, { ...job })
  }

  async get(id: string): Promise<Job | undefined> {
    const job = this.#jobs.get(id)
    return job && { ...job }
  }

  async list(limit: number): Promise<Job[]> {
    return [...this.#jobs.values()].toReversed().slice(0, limit).map((job) => ({ ...job }))
  }

  appendEvents(jobId: string, events: readonly JobEvent[]): void {
    this.#events.get(jobId)?.push(...events)
  }

  async events(jobId: string, after: number): Promise<JobEvent[]> {
    return (this.#events.get(jobId) ?? []).filter((event) => event.seq > after)
  }

  async orphans(): Promise<Job[]> {
    return []
  }
}
