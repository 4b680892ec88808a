import { AppError } from '#shared/contract/app-error.ts'
import type { Job, JobEvent } from '#shared/contract/jobs.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { isAlive, thisProcess, type ProcessOwner } from '../jobs/process-owner.ts'
import { redact } from '../redact.ts'
import { EventBuffer, maxBuffered } from './event-buffer.ts'
import { jobStatements as sql } from './jobs.sql.ts'
import type { Database } from './open-store.ts'

interface Row {
  id: string
  operation: string
  env: string | null
  state: Job['state']
  created_at: string
  started_at: string | null
  ended_at: string | null
  progress: string | null
  result: string | null
  error: string | null
  last_seq: number
  owner_pid: number
  owner_start: string
}

export interface JobsTableOptions {
  owner?: ProcessOwner
  /** Finished jobs that are kept. */
  keep?: number
  /** Told of a write that failed while a job ran; the job goes on and the write is tried again. */
  onTrouble?: (thrown: unknown) => void
}

/**
 * Jobs and their events in SQLite. Only the start of a job may fail for the store's sake: later trouble, such as a full
 * disk, must not end a migration half way.
 */
export class JobsTable implements JobStore {
  readonly #database: Database
  readonly #owner: ProcessOwner
  readonly #keep: number
  readonly #onTrouble: (thrown: unknown) => void
  readonly #buffer: EventBuffer
  readonly #unsaved = new Map<string, Job>()

  constructor(database: Database, { owner = thisProcess(), keep = 500, onTrouble = () => {} }: JobsTableOptions = {}) {
    this.#database = database
    this.#owner = owner
    this.#keep = keep
    this.#onTrouble = onTrouble
    this.#buffer = new EventBuffer(() => this.flush())
  }

  insert(job: Job, input: unknown): void {
    const { host, pid, start } = this.#owner
    try {
      const row = { id: job.id, operation: job.operation, env: job.env ?? null, state: job.state, input: JSON.stringify(redact(input)) ?? 'null', createdAt: job.createdAt }
      this.#database.prepare(sql.insert).run({ ...row, lastSeq: job.lastSeq, ownerHost: host, ownerPid: pid, ownerStart: start })
    } catch (thrown) {
      throw new AppError('store_unusable', { problem: thrown instanceof Error ? thrown.message : String(thrown) }, { state: 'Nothing was started.', cause: thrown })
    }
    this.#try(() => this.#database.prepare(sql.prune).run(this.#keep))
  }

  update(job: Job): void {
    this.#unsaved.set(job.id, { ...job })
    this.flush()
  }

  get(id: string): Job | undefined {
    const row = this.#database.prepare<[string], Row>(sql.get).get(id)
    return row && (this.#unsaved.get(id) ?? fromRow(row))
  }

  list(limit: number): Job[] {
    return this.#database.prepare<[number], Row>(sql.list).all(limit).map((row) => this.#unsaved.get(row.id) ?? fromRow(row))
  }

  /** Kept in memory for an instant, then written together; what a reader sees is complete at any time. */
  appendEvents(jobId: string, events: readonly JobEvent[]): void {
    this.#buffer.add(jobId, events)
  }

  events(jobId: string, after: number): JobEvent[] {
    const waiting = this.#buffer.of(jobId)
    if (waiting[0] && waiting[0].seq <= after + 1) return waiting.filter((event) => event.seq > after)
    const kept = this.#database.prepare<[string, number], { event: string }>(sql.events).all(jobId, after).map(({ event }) => JSON.parse(event) as JobEvent)
    const last = kept.at(-1)?.seq ?? after
    return [...kept, ...waiting.filter((event) => event.seq > last)]
  }

  orphans(): Job[] {
    const rows = this.#database.prepare<[string], Row>(sql.unfinishedHere).all(this.#owner.host)
    const dead = rows.filter((row) => !isAlive({ host: this.#owner.host, pid: row.owner_pid, start: row.owner_start }))
    // Numbers that were heard of and died in the buffer must not be given out again.
    return dead.map((row) => ({ ...fromRow(row), lastSeq: row.last_seq + maxBuffered }))
  }

  /** Writes what waits; false when it could not, and then it goes on waiting. */
  flush(): boolean {
    return this.#try(() => {
      const write = this.#database.transaction(() => {
        for (const [jobId, events] of this.#buffer.all()) this.#writeEvents(jobId, events)
        for (const job of this.#unsaved.values()) this.#database.prepare(sql.update).run(toRow(job))
      })
      write.immediate()
      this.#buffer.clear()
      this.#unsaved.clear()
    })
  }

  close(): void {
    this.flush()
    this.#buffer.clear()
  }

  #writeEvents(jobId: string, events: readonly JobEvent[]): void {
    const insert = this.#database.prepare(sql.insertEvent)
    for (const event of events) insert.run(jobId, event.seq, JSON.stringify(event))
    const progress = events.findLast((event) => event.progress)?.progress
    this.#database.prepare(sql.advance).run({ id: jobId, lastSeq: events.at(-1)?.seq ?? 0, progress: progress ? JSON.stringify(progress) : null })
  }

  #try(work: () => unknown): boolean {
    try {
      work()
      return true
    } catch (thrown) {
      this.#onTrouble(thrown)
      return false
    }
  }
}

function toRow(job: Job): Record<string, string | number | null> {
  return {
    id: job.id,
    state: job.state,
    startedAt: job.startedAt ?? null,
    endedAt: job.endedAt ?? null,
    progress: toJson(job.progress),
    result: toJson(job.result),
    error: toJson(job.error),
    lastSeq: job.lastSeq,
  }
}

function fromRow(row: Row): Job {
  const job = {
    id: row.id,
    operation: row.operation,
    env: row.env ?? undefined,
    state: row.state,
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    progress: fromJson(row.progress),
    result: fromJson(row.result),
    error: fromJson(row.error),
    lastSeq: row.last_seq,
  }
  return Object.fromEntries(Object.entries(job).filter(([, field]) => field !== undefined)) as unknown as Job
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

function fromJson(text: string | null): unknown {
  return text === null ? undefined : JSON.parse(text)
}
