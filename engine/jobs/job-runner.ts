import { randomUUID } from 'node:crypto'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import { isFinished, type Job, type JobEvent, type JobState, type Progress } from '#shared/contract/jobs.ts'
import type { JobCalls, JobStore } from './job-store.ts'

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
  /** Who asked, for whoever hears of its end; absent: the program itself. */
  by?: string | undefined
  /** Jobs of one lane run one after another: those that write to one database. Absent: runs at once. */
  lane?: string | undefined
}

export type EndListener = (job: Job, by: string | undefined) => void

export type JobWork = (context: JobContext) => Promise<unknown>

interface Live {
  job: Job
  by: string | undefined
  abort: AbortController
  listeners: Set<() => void>
  /** Resolves once it is written down. */
  kept: Promise<void>
  ended: Promise<void>
}

/** Runs jobs that outlive the window or request that asked for them. */
export class JobRunner {
  readonly #store: JobStore
  readonly #onInternal: (error: AppError, job: Job) => void
  readonly #calls: JobCalls | undefined
  readonly #live = new Map<string, Live>()
  readonly #lanes = new Map<string, Promise<void>>()
  readonly #endListeners = new Set<EndListener>()
  #recovered: Promise<unknown> = Promise.resolve()
  readonly #ending = new AbortController()

  constructor(store: JobStore, onInternal: (error: AppError, job: Job) => void = () => {}, calls?: JobCalls) {
    this.#store = store
    this.#onInternal = onInternal
    this.#calls = calls
    calls?.onCancel((jobId) => this.#live.has(jobId) && void this.cancel(jobId))
  }

  /** Marks what dead processes left running; who asks for jobs meanwhile waits for it. */
  recover(): Promise<Job[]> {
    const recovered = this.#recover()
    this.#recovered = recovered.catch(() => {})
    return recovered
  }

  async #recover(): Promise<Job[]> {
    const jobs = (await this.#store.orphans())
      .filter(({ id }) => !this.#live.has(id))
      .map((orphan): Job => ({ ...orphan, state: 'interrupted', endedAt: now(), error: new AppError('interrupted').data, lastSeq: orphan.lastSeq + 1 }))
    for (const job of jobs) {
      this.#store.appendEvents(job.id, [{ seq: job.lastSeq, at: now(), type: 'state', state: 'interrupted' }])
      await this.#store.update(job)
    }
    return jobs
  }

  /** Resolves once the job is written down; then it runs. Throws `store_unusable`. */
  async start(request: JobRequest, work: JobWork): Promise<{ jobId: string }> {
    const job: Job = { id: randomUUID(), operation: request.operation, env: request.env, state: 'queued', createdAt: now(), lastSeq: 0 }
    const live: Live = { job, by: request.by, abort: new AbortController(), listeners: new Set(), kept: this.#store.insert(job, request.input), ended: Promise.resolve() }
    this.#live.set(job.id, live)
    const before = request.lane === undefined ? undefined : this.#lanes.get(request.lane)
    live.ended = Promise.all([before, live.kept]).then(() => this.#run(live, work), () => {}).finally(() => this.#live.delete(job.id))
    if (request.lane !== undefined) this.#lanes.set(request.lane, live.ended)
    await live.kept
    return { jobId: job.id }
  }

  async get(jobId: string): Promise<Job> {
    const job = this.#live.get(jobId)?.job ?? (await this.#kept(jobId))
    if (!job) throw new AppError('not_found', { what: 'job', name: jobId })
    return { ...job }
  }

  async list(limit: number): Promise<Job[]> {
    await this.#recovered
    return (await this.#store.list(limit)).map((job) => ({ ...(this.#live.get(job.id)?.job ?? job) }))
  }

  /** Where another process runs it, that one is asked. */
  async cancel(jobId: string): Promise<Job> {
    const live = this.#live.get(jobId)
    if (!live) return this.#cancelElsewhere(jobId)
    await live.kept
    if (!isFinished(live.job.state) && live.job.state !== 'cancelling') {
      void this.#state(live, 'cancelling')
      live.abort.abort(new AppError('cancelled'))
    }
    return { ...live.job }
  }

  /** Events after a number, then live ones until the job has ended. Throws `not_found` at once. */
  async watch(jobId: string, after = 0, signal?: AbortSignal): Promise<AsyncGenerator<JobEvent>> {
    await this.get(jobId)
    return this.#follow(jobId, after, signal)
  }

  async *#follow(jobId: string, after: number, signal?: AbortSignal): AsyncGenerator<JobEvent> {
    let seen = after
    while (!signal?.aborted) {
      const live = this.#live.get(jobId)
      const waiting = live && this.#nextEvent(live, signal)
      const over = !live && (!this.#calls || isFinished((await this.get(jobId)).state))
      for (const event of await this.#store.events(jobId, seen)) {
        seen = event.seq
        yield event
      }
      if (over || (live && isFinished(live.job.state) && live.job.lastSeq <= seen)) return
      if (!live) await this.#calls?.changed(jobId, signal)
      else if (live.job.lastSeq <= seen) await waiting
    }
  }

  /** The finished job; for hosts that wait, such as the shell. */
  async ended(jobId: string): Promise<Job> {
    await this.#live.get(jobId)?.ended
    let job = await this.get(jobId)
    while (this.#calls && !isFinished(job.state)) {
      await this.#calls.changed(jobId)
      job = await this.get(jobId)
    }
    return job
  }

  /** Hears of every job that ends from now on; what it throws changes nothing for the job. */
  onEnded(listener: EndListener): void {
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
    await this.#recovered
    const all = [...this.#live.values()]
    await Promise.all(all.map(({ job, ended }) => this.cancel(job.id).then(() => ended, () => ended)))
  }

  async #kept(jobId: string): Promise<Job | undefined> {
    await this.#recovered
    return this.#store.get(jobId)
  }

  async #cancelElsewhere(jobId: string): Promise<Job> {
    const job = await this.get(jobId)
    if (!isFinished(job.state)) await this.#calls?.cancel(jobId)
    return job
  }

  async #run(live: Live, work: JobWork): Promise<void> {
    if (live.abort.signal.aborted) return this.#end(live, 'cancelled', { error: new AppError('cancelled').data })
    live.job.startedAt = now()
    void this.#state(live, 'running')
    try {
      const result = await work(this.#context(live))
      await this.#end(live, 'succeeded', { result })
    } catch (thrown) {
      const error = toAppError(thrown)
      if (error.code === 'internal') this.#onInternal(error, live.job)
      await this.#end(live, stateAfter(error), { error: error.data })
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

  /** Resolves once the store has it. */
  #state(live: Live, state: JobState): Promise<void> {
    live.job.state = state
    this.#emit(live, { type: 'state', state })
    return this.#store.update(live.job)
  }

  async #end(live: Live, state: JobState, outcome: Pick<Job, 'result' | 'error'>): Promise<void> {
    Object.assign(live.job, outcome, { endedAt: now() })
    await this.#state(live, state)
    for (const listener of this.#endListeners) {
      try {
        listener({ ...live.job }, live.by)
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
