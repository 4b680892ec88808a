import type { Job, JobEvent, JobState, Progress } from '#shared/contract/jobs.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import { statementRunSchema, type StatementRun } from '#shared/contract/migrations.ts'
import { z } from 'zod'

const migrationEventSchema = z.object({
  kind: z.literal('migration'), script: z.string(), version: z.string().nullable().optional(), index: z.int(), of: z.int(), phase: z.string(),
})

export interface MigrationProgress {
  script: string
  /** Of the run, from 1. */
  index: number
  outcome: 'running' | 'done' | 'failed' | 'cancelled'
  statements: StatementRun[]
  /** Statements in the file, once the first has run. */
  of: number
}

export interface LogLine {
  seq: number
  at: string
  level: 'info' | 'warning' | 'error'
  text: string
}

/** What is known of a run from its events: the same after a reload as while it ran. */
export interface RunState {
  state: JobState
  seq: number
  progress: Progress | undefined
  migrations: MigrationProgress[]
  /** Migrations in the whole run; 0 until the first is begun. */
  of: number
  log: LogLine[]
}

export const emptyRun: RunState = { state: 'queued', seq: 0, progress: undefined, migrations: [], of: 0, log: [] }

/** Adds one event. Events already seen are passed over, so a replay does no harm. */
export function addEvent(run: RunState, event: JobEvent): RunState {
  if (event.seq <= run.seq) return run
  const next: RunState = { ...run, seq: event.seq }
  if (event.type === 'state' && event.state) return close({ ...next, state: event.state })
  if (event.type === 'progress' && event.progress) return { ...next, progress: event.progress }
  if (event.type === 'log' && event.log) return { ...next, log: [...run.log, { seq: event.seq, at: event.at, ...event.log }] }
  if (event.type === 'data' && event.data) return addData(next, event.data)
  return next
}

function addData(run: RunState, data: Record<string, unknown>): RunState {
  const migration = migrationEventSchema.safeParse(data)
  if (migration.success) return addMigration(run, migration.data)
  if (data['kind'] !== 'statement') return run
  const statement = statementRunSchema.safeParse(data)
  return statement.success ? addStatement(run, statement.data) : run
}

function addMigration(run: RunState, event: z.infer<typeof migrationEventSchema>): RunState {
  const outcome = outcomeOf(event.phase)
  const known = run.migrations.find((each) => each.script === event.script)
  const migrations = known
    ? run.migrations.map((each) => (each === known ? { ...each, outcome } : each))
    : [...run.migrations, { script: event.script, index: event.index, outcome, statements: [], of: 0 }]
  return { ...run, migrations, of: event.of }
}

function outcomeOf(phase: string): MigrationProgress['outcome'] {
  return phase === 'done' || phase === 'failed' || phase === 'cancelled' ? phase : 'running'
}

function addStatement(run: RunState, statement: StatementRun): RunState {
  const known = run.migrations.some((each) => each.script === statement.script)
  const begun = known ? run : addMigration(run, { kind: 'migration', script: statement.script, index: run.migrations.length + 1, of: run.of, phase: 'started' })
  const migrations = begun.migrations.map((each) =>
    each.script === statement.script ? { ...each, of: statement.of, statements: [...each.statements.filter((other) => other.number !== statement.number), statement] } : each,
  )
  return { ...begun, migrations }
}

/** A run that has ended leaves no migration running: the one that was is what the run became. */
function close(run: RunState): RunState {
  if (!isFinished(run.state)) return run
  const outcome = run.state === 'succeeded' ? 'done' : run.state === 'cancelled' ? 'cancelled' : 'failed'
  return { ...run, migrations: run.migrations.map((each) => (each.outcome === 'running' ? { ...each, outcome } : each)) }
}

/** The state to show: the job as it was last read, unless events have overtaken it. */
export function currentState(job: Job | undefined, run: RunState): JobState {
  if (!job) return run.state
  return job.lastSeq > run.seq || isFinished(job.state) ? job.state : run.state
}
