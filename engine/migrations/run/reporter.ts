import type { StatementRun } from '#shared/contract/migrations.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import type { RunStep } from './run-step.ts'
import { rowsOfTag } from './wire.ts'

type Channel = Pick<JobContext, 'progress' | 'log' | 'data'>

interface MigrationEvent {
  kind: 'migration'
  script: string
  version: string | null
  index: number
  of: number
  phase: 'started' | 'done' | 'failed'
}

const windowMs = 50
/** Quick statements told of in one window; the number done is always told. */
const mostQuick = 40
const slowMs = 50
const mostNotices = 200

/**
 * Tells the job what happens. What is kept of a job is written at once, so a thousand files are told of in windows of 50 ms, which are
 * written while the server works on the next file; slow and failed statements are always told.
 */
export class RunReporter {
  readonly #job: Channel
  readonly #total: number
  #waiting: Record<string, unknown>[] = []
  #quick = 0
  #done = 0
  #index = 0
  #step: RunStep | undefined
  #statements = 0
  #timer: NodeJS.Timeout | undefined
  #notices = 0

  constructor(job: Channel, total: number) {
    this.#job = job
    this.#total = total
  }

  started(step: RunStep): void {
    this.#step = step
    this.#index += 1
    this.#statements = 0
    this.#migration('started')
  }

  readonly statement = (statement: ScriptStatement, tag: string, ms: number): void => {
    this.#statements += 1
    this.#tell(statement, 'done', ms, rowsOfTag(tag))
  }

  failed(statement: ScriptStatement | undefined, outcome: 'failed' | 'cancelled'): void {
    if (statement) this.#tell(statement, outcome, 0, null)
    this.#migration('failed')
    this.flush()
  }

  done(): void {
    this.#done += 1
    this.#migration('done')
  }

  notice(severity: string, message: string): void {
    this.#notices += 1
    if (this.#notices > mostNotices) return
    this.#job.log(severity === 'WARNING' ? 'warning' : 'info', `${severity}: ${message}`)
    if (this.#notices === mostNotices) this.#job.log('info', 'Further notices of the server are not shown.')
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const events = this.#waiting
    this.#waiting = []
    this.#quick = 0
    for (const [position, event] of events.entries()) if (!endsAtOnce(events, position)) this.#job.data(event)
    this.#job.progress(this.#progress())
  }

  #tell(statement: ScriptStatement, outcome: StatementRun['outcome'], ms: number, rows: number | null): void {
    const quick = outcome === 'done' && ms < slowMs
    if (quick) this.#quick += 1
    if (quick && this.#quick > mostQuick) return this.#later()
    const { number, line, command } = statement
    this.#add({ kind: 'statement', script: this.#step?.script ?? '', number, of: this.#step?.of ?? number, line, command, outcome, rows, ms: Math.round(ms * 10) / 10 })
  }

  #migration(phase: MigrationEvent['phase']): void {
    const { script = '', version = null } = this.#step ?? {}
    this.#add({ kind: 'migration', script, version, index: this.#index, of: this.#total, phase })
  }

  #add(event: Record<string, unknown>): void {
    this.#waiting.push(event)
    this.#later()
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.flush(), windowMs)
  }

  #progress(): Parameters<Channel['progress']>[0] {
    const label = this.#step ? `${this.#step.action === 'undo' ? 'Undoing with' : 'Applying'} ${this.#step.script}` : 'Starting'
    const single = this.#total === 1 && this.#step
    return single ? { label, done: this.#statements, total: single.of, unit: 'statements' } : { label, done: this.#done, total: this.#total, unit: 'migrations' }
  }
}

/** A start whose end is told in the same window says nothing. */
function endsAtOnce(events: readonly Record<string, unknown>[], position: number): boolean {
  const event = events[position]
  if (event?.kind !== 'migration' || event.phase !== 'started') return false
  return events.slice(position + 1, position + 4).some((later) => later.kind === 'migration' && later.index === event.index && later.phase === 'done')
}
