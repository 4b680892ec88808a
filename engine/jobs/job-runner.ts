import { randomUUID } from 'node:crypto'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import { isFinished, type Job, type JobEvent, type JobState, type Progress } from '#shared/contract/jobs.ts'
import type { JobStore } from './job-store.ts'

export interface JobContext {
  readonly jobId: string
  /** Aborted by cancel; whoever waits must listen. */
  readonly signal: AbortSignal
  /** Aborted when the program is asked to end: whoever works in steps stops before the next one, with what is done kept. */
  readonly ending?: AbortSignal | undefined
  progress(progress: Progress): void
  log(level: 'info' | 'warning' | 'error', text: string): void
  /** A step for machines, `{kind: ...}`. */
  data(data: Record<string, unknown>): void
}

export interface JobRequest {
  operation: string
  env?: string | undefined
  /** What was asked, without secrets. */
  input: unknown
  /** Jobs of one lane run one after another: those that write to one database. Absent: runs at once. */
  lane?: string | undefined
}

export type JobWork = (context: JobContext) => Promise<unknown>

interface Live {
  job: Job
  abort: AbortController
  listeners: Set<() => void>
  ended: Promise<void>
}

/** Runs jobs that outlive the window or request that asked for them. */
export class JobRunner {
  readonly #store: JobStore
  readonly #onInternal: (error: AppError, job: Job) => void
  readonly #live = new Map<string, Live>()
  readonly #lanes = new Map<string, Promise<void>>()
  readonly #endListeners = new Set<(job: Job) => void>()
  readonly #ending = new AbortController()

  constructor(store: JobStore, onInternal: (error: AppError, job: Job) => void = () => {}) {
    this.#store = store
    this.#onInternal = onInternal
  }

  /** Marks what a dead process left running; called once at start. */
  recover(): Job[] {
    return this.#store.orphans().map((orphan) => {
      const job: Job = { ...orphan, state: 'interrupted', endedAt: now(), error: new AppError('interrupted').data, lastSeq: orphan.lastSeq + 1 }
      this.#store.appendEvents(job.id, [{ seq: job.lastSeq, at: now(), type: 'state', state: 'interrupted' }])
      this.#store.update(job)
      return job
    })
  }

  start(request: JobRequest, work: JobWork): { jobId: string } {
    const job: Job = { id: randomUUID(), operation: request.operation, env: request.env, state: 'queued', createdAt: now(), lastSeq: 0 }
    const live: Live = { job, abort: new AbortController(), listeners: new Set(), ended: Promise.resolve() }
    this.#store.insert(job, request.input)
    this.#live.set(job.id, live)
    const before = request.lane === undefined ? undefined : this.#lanes.get(request.lane)
    live.ended = (before ?? Promise.resolve()).then(() => this.#run(live, work)).finally(() => this.#live.delete(job.id))
    if (request.lane !== undefined) this.#lanes.set(request.lane, live.ended)
    return { jobId: job.id }
  }

  get(jobId: string): Job {
    const job = this.#live.get(jobId)?.job ?? this.#store.get(jobId)
    if (!job) throw new AppError('not_found', { what: 'job', name: jobId })
    return { ...job }
  }

  list(limit: number): Job[] {
    return this.#store.list(limit).map((job) => ({ ...(this.#live.get(job.id)?.job ?? job) }))
  }

  cancel(jobId: string): Job {
    const live = this.#live.get(jobId)
    if (live && !isFinished(live.job.state) && live.job.state !== 'cancelling') {
      this.#state(live, 'cancelling')
      live.abort.abort(new AppError('cancelled'))
    }
    return this.get(jobId)
  }

  /** Events after a number, then live ones until the job has ended. Throws `not_found` at once. */
  watch(jobId: string, after = 0, signal?: AbortSignal): AsyncGenerator<JobEvent> {
    this.get(jobId)
    return this.#follow(jobId, after, signal)
  }

  async *#follow(jobId: string, after: number, signal?: AbortSignal): AsyncGenerator<JobEvent> {
    let seen = after
    while (!signal?.aborted) {
      const live = this.#live.get(jobId)
      const waiting = live && this.#nextEvent(live, signal)
      for (const event of this.#store.events(jobId, seen)) {
        seen = event.seq
        yield event
      }
      if (!waiting || (live && isFinished(live.job.state) && live.job.lastSeq <= seen)) return
      if (live.job.lastSeq <= seen) await waiting
    }
  }

  /** The finished job; for hosts that wait, such as the shell. */
  async ended(jobId: string): Promise<Job> {
    await this.#live.get(jobId)?.ended
    return this.get(jobId)
  }

  /** Hears of every job that ends from now on; what it throws changes nothing for the job. */
  onEnded(listener: (job: Job) => void): void {
    this.#endListeners.add(listener)
  }

  running(): Job[] {
    return [...this.#live.values()].map(({ job }) => ({ ...job }))
  }

  /** Asks what runs to stop at its next safe point; nothing is cancelled. */
  askToEnd(): void {
    this.#ending.abort()
  }

  /** Cancels what runs and waits for it: for an orderly end of the process. */
  async stop(): Promise<void> {
    const all = [...this.#live.values()]
    for (const { job } of all) this.cancel(job.id)
    await Promise.all(all.map(({ ended }) => ended))
  }

  async #run(live: Live, work: JobWork): Promise<void> {
    if (live.abort.signal.aborted) return this.#end(live, 'cancelled', { error: new AppError('cancelled').data })
    live.job.startedAt = now()
    this.#state(live, 'running')
    try {
      const result = await work(this.#context(live))
      this.#end(live, 'succeeded', { result })
    } catch (thrown) {
      const error = toAppError(thrown)
      if (error.code === 'internal') this.#onInternal(error, live.job)
      this.#end(live, stateAfter(error), { error: error.data })
    }
  }

  #context(live: Live): JobContext {
    return {
      jobId: live.job.id,
      signal: live.abort.signal,
      ending: this.#ending.signal,
      progress: (progress) => {
        live.job.progress = progress
        this.#emit(live, { type: 'progress', progress })
      },
      log: (level, text) => this.#emit(live, { type: 'log', log: { level, text } }),
      data: (data) => this.#emit(live, { type: 'data', data }),
    }
  }

  #state(live: Live, state: JobState): void {
    live.job.state = state
    this.#emit(live, { type: 'state', state })
    this.#store.update(live.job)
  }

  #end(live: Live, state: JobState, outcome: Pick<Job, 'result' | 'error'>): void {
    Object.assign(live.job, outcome, { endedAt: now() })
    this.#state(live, state)
    for (const listener of this.#endListeners) {
      try {
        listener({ ...live.job })
      } catch (thrown) {
        this.#onInternal(toAppError(thrown), live.job)
      }
    }
  }

  #emit(live: Live, event: Omit<JobEvent, 'seq' | 'at'>): void {
    live.job.lastSeq += 1
    this.#store.appendEvents(live.job.id, [{ seq: live.job.lastSeq, at: now(), ...event }])
    live.listeners.forEach((wake) => wake())
  }

  #nextEvent(live: Live, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        live.listeners.delete(wake)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      live.listeners.add(wake)
      signal?.addEventListener('abort', wake)
    })
  }
}

function stateAfter(error: AppError): JobState {
  if (error.code === 'cancelled') return 'cancelled'
  return error.code === 'outcome_unknown' ? 'unknown' : 'failed'
}

function now(): string {
  return new Date().toISOString()
}
