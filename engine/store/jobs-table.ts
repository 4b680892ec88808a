import type { Job, JobEvent } from '#shared/contract/jobs.ts'
import type { JobStore } from '../jobs/job-store.ts'
import { livingHere, thisProcess, type LivingOwners, type ProcessOwner } from '../jobs/process-owner.ts'
import { redact } from '../redact.ts'
import { EventBuffer, maxBuffered } from './event-buffer.ts'
import { insertEvents, jobStatements as sql } from './jobs.sql.ts'
import type { StoreDatabase } from './store-database.ts'
import { writing } from './store-trouble.ts'

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
  owner_host: string
  owner_pid: number
  owner_start: string
}

export interface JobsTableOptions {
  owner?: ProcessOwner
  /** Finished jobs that are kept. */
  keep?: number
  living?: LivingOwners
  /** Told of a write that failed while a job ran; the job goes on and the write is tried again. */
  onTrouble?: (thrown: unknown) => void
  /** Hears which jobs have something new in the store. */
  onWritten?: (jobIds: readonly string[]) => void
}

/** Events in one statement. */
const bundle = 50

/**
 * Jobs and their events in the store. Only the start of a job may fail for the store's sake: later trouble, such as a full
 * disk, must not end a migration half way.
 */
export class JobsTable implements JobStore {
  readonly #database: StoreDatabase
  readonly #options: Required<JobsTableOptions>
  readonly #buffer: EventBuffer
  readonly #unsaved = new Map<string, Job>()
  #writing: Promise<boolean> = Promise.resolve(true)

  constructor(database: StoreDatabase, options: JobsTableOptions = {}) {
    this.#database = database
    this.#options = { owner: thisProcess(), keep: 500, living: livingHere, onTrouble: () => {}, onWritten: () => {}, ...options }
    this.#buffer = new EventBuffer(() => this.flush())
  }

  async insert(job: Job, input: unknown): Promise<void> {
    const { host, pid, start } = this.#options.owner
    const row = { id: job.id, operation: job.operation, env: job.env ?? null, state: job.state, input: JSON.stringify(redact(input)) ?? 'null', createdAt: job.createdAt }
    await writing(this.#database.run(sql.insert, { ...row, lastSeq: job.lastSeq, ownerHost: host, ownerPid: pid, ownerStart: start }), 'Nothing was started.')
    await this.#try(() => this.#database.run(sql.prune, { keep: this.#options.keep }))
  }

  async update(job: Job): Promise<void> {
    this.#unsaved.set(job.id, { ...job })
    await this.flush()
  }

  async get(id: string): Promise<Job | undefined> {
    const unsaved = this.#unsaved.get(id)
    const row = await this.#database.get<Row>(sql.get, { id })
    return row && (unsaved ?? fromRow(row))
  }

  async list(limit: number): Promise<Job[]> {
    const unsaved = new Map(this.#unsaved)
    const rows = await this.#database.all<Row>(sql.list, { limit })
    return rows.map((row) => unsaved.get(row.id) ?? fromRow(row))
  }

  /** Kept in memory for an instant, then written together; what a reader sees is complete at any time. */
  appendEvents(jobId: string, events: readonly JobEvent[]): void {
    this.#buffer.add(jobId, events)
  }

  async events(jobId: string, after: number): Promise<JobEvent[]> {
    const waiting = this.#buffer.of(jobId)
    if (waiting[0] && waiting[0].seq <= after + 1) return waiting.filter((event) => event.seq > after)
    const rows = await this.#database.all<{ event: string }>(sql.events, { id: jobId, after })
    const kept = rows.map(({ event }) => JSON.parse(event) as JobEvent)
    const last = kept.at(-1)?.seq ?? after
    return [...kept, ...waiting.filter((event) => event.seq > last)]
  }

  async orphans(): Promise<Job[]> {
    const rows = await this.#database.all<Row>(sql.unfinished)
    if (rows.length === 0) return []
    const isAlive = await this.#options.living()
    const dead = rows.filter((row) => !isAlive({ host: row.owner_host, pid: row.owner_pid, start: row.owner_start }))
    // Numbers that were heard of and died in the buffer must not be given out again.
    return dead.map((row) => ({ ...fromRow(row), lastSeq: row.last_seq + maxBuffered }))
  }

  /** Writes what waits, one after another; false when it could not, and then it goes on waiting. */
  flush(): Promise<boolean> {
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async close(): Promise<void> {
    await this.flush()
    this.#buffer.clear()
  }

  #write(): Promise<boolean> {
    const [events, jobs] = [this.#buffer.all(), [...this.#unsaved.values()]]
    if (events.size === 0 && jobs.length === 0) return Promise.resolve(true)
    return this.#try(async () => {
      await this.#database.transaction(async (database) => {
        for (const [jobId, some] of events) await writeEvents(database, jobId, some)
        for (const job of jobs) await database.run(sql.update, toRow(job))
      })
      this.#buffer.written(events)
      for (const job of jobs) if (this.#unsaved.get(job.id) === job) this.#unsaved.delete(job.id)
      this.#options.onWritten([...new Set([...events.keys(), ...jobs.map(({ id }) => id)])])
    })
  }

  async #try(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (thrown) {
      this.#options.onTrouble(thrown)
      return false
    }
  }
}

async function writeEvents(database: StoreDatabase, jobId: string, events: readonly JobEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += bundle) {
    const some = events.slice(from, from + bundle)
    const values = some.flatMap((event, index) => [[`seq${index}`, event.seq], [`event${index}`, JSON.stringify(event)]] as const)
    await database.run(insertEvents(some.length), { id: jobId, ...Object.fromEntries(values) })
  }
  const progress = events.findLast((event) => event.progress)?.progress
  await database.run(sql.advance, { id: jobId, lastSeq: events.at(-1)?.seq ?? 0, progress: progress ? JSON.stringify(progress) : null })
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
