import { z } from 'zod'
import { isFinished, type Job, type JobState } from '#shared/contract/jobs.ts'
import { statementRunSchema, type StatementRun } from '#shared/contract/migrations.ts'

const migrationStepSchema = z.object({
  kind: z.literal('migration'), script: z.string(), index: z.int(), of: z.int(), phase: z.string(),
})
type MigrationStep = z.infer<typeof migrationStepSchema>

export interface MigrationProgress {
  script: string
  /** In the run, from 1. */
  index: number
  outcome: 'running' | 'done' | 'failed' | 'cancelled' | 'unknown'
  statements: readonly StatementRun[]
  /** Statements in the file; 0 until the first has run. */
  of: number
}

export interface RunProgress {
  migrations: readonly MigrationProgress[]
  /** Migrations in the whole run; 0 until the first has begun. */
  of: number
}

/** What is known of a run from the steps of its job: the same after a reload as while it ran. */
export function runProgress(steps: readonly Record<string, unknown>[], state: JobState): RunProgress {
  const run = steps.reduce<RunProgress>(addStep, { migrations: [], of: 0 })
  return isFinished(state) ? { ...run, migrations: run.migrations.map((each) => (each.outcome === 'running' ? { ...each, outcome: outcomeOfRun(state) } : each)) } : run
}

function addStep(run: RunProgress, step: Record<string, unknown>): RunProgress {
  const migration = migrationStepSchema.safeParse(step)
  if (migration.success) return addMigration(run, migration.data)
  if (step['kind'] !== 'statement') return run
  const statement = statementRunSchema.safeParse(step)
  return statement.success ? addStatement(run, statement.data) : run
}

function addMigration(run: RunProgress, step: MigrationStep): RunProgress {
  const outcome: MigrationProgress['outcome'] = step.phase === 'done' || step.phase === 'failed' || step.phase === 'cancelled' || step.phase === 'unknown' ? step.phase : 'running'
  const known = run.migrations.some(({ script }) => script === step.script)
  const migrations = known
    ? run.migrations.map((each) => (each.script === step.script ? { ...each, outcome } : each))
    : [...run.migrations, { script: step.script, index: step.index, outcome, statements: [], of: 0 }]
  return { migrations, of: step.of }
}

/** A statement that is tried again replaces its earlier attempt. */
function addStatement(run: RunProgress, statement: StatementRun): RunProgress {
  const known = run.migrations.some(({ script }) => script === statement.script)
  const begun = known ? run : addMigration(run, { kind: 'migration', script: statement.script, index: run.migrations.length + 1, of: run.of, phase: 'started' })
  const migrations = begun.migrations.map((each) =>
    each.script === statement.script
      ? { ...each, of: statement.of, statements: [...each.statements.filter(({ number }) => number !== statement.number), statement] }
      : each,
  )
  return { ...begun, migrations }
}

/** What became of the migration that was running when the run ended. */
function outcomeOfRun(state: JobState): MigrationProgress['outcome'] {
  if (state === 'succeeded') return 'done'
  if (state === 'cancelled') return 'cancelled'
  return state === 'failed' ? 'failed' : 'unknown'
}

/** Share of the run that is done, 0 to 1; undefined while it cannot be said. */
export function shareDone(job: Job, run: RunProgress): number | undefined {
  if (job.state === 'succeeded') return 1
  const { done, total } = job.progress ?? {}
  if (done !== undefined && total) return done / total
  if (run.of === 0) return undefined
  const begun = run.migrations.find(({ outcome }) => outcome !== 'done')
  const part = begun && begun.of > 0 ? begun.statements.filter(({ outcome }) => outcome === 'done').length / begun.of : 0
  return (run.migrations.filter(({ outcome }) => outcome === 'done').length + part) / run.of
}
