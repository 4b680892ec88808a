import { setTimeout as wait } from 'node:timers/promises'
import type { JobContext, JobRunner } from '#engine/jobs/job-runner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { MigrationRow, Plan, Status } from '#shared/contract/migrations.ts'

/** What a migration can meet that a healthy server shows rarely. */
export type Trouble =
  | 'statement_fails'
  | 'taken_back'
  | 'connection_lost_in_commit'
  | 'plan_changes'
  | 'no_client'
  | 'read_only'
  | 'folder_missing'
  | 'folder_empty'
  | 'history_of_others'
  | 'every_state'
  | 'many'

type MigrationHandlers = Handlers<'migrations'>

interface Context {
  jobs: JobRunner
  pace: number
}

export function withTrouble(healthy: MigrationHandlers, trouble: Trouble | undefined, { jobs, pace }: Context): MigrationHandlers {
  let shownOnce = false
  const status: MigrationHandlers['status'] = async (input, context) => changeStatus(await healthy.status(input, context), trouble)
  const plan: MigrationHandlers['plan'] = async (input, context) => {
    const found = await healthy.plan(input, context)
    if (trouble === 'no_client') return { ...found, backup: { planned: true, problem: 'No pg_dump for PostgreSQL 16 was found here.', help: 'sudo apt install postgresql-client-16' } }
    return trouble === 'plan_changes' && shownOnce ? { ...found, fingerprint: '77aa'.repeat(16) } : found
  }
  const apply: MigrationHandlers['apply'] = async (input, context) => {
    if (trouble === 'plan_changes' && !shownOnce) {
      shownOnce = true
      throw new AppError('plan_changed')
    }
    if (trouble !== 'statement_fails' && trouble !== 'taken_back' && trouble !== 'connection_lost_in_commit') return healthy.apply(input, context)
    const steps = await healthy.plan({ env: input.env, direction: 'up' }, context)
    return jobs.start({ operation: 'migrations.apply', env: input.env, input }, (job) => endBadly(job, steps, trouble, pace))
  }
  return { ...healthy, status, plan, apply, validate: async (input, context) => ({ ok: true, diagnostics: (await status(input, context)).diagnostics }) }
}

function changeStatus(status: Status, trouble: Trouble | undefined): Status {
  if (trouble === 'folder_missing') throw new AppError('folder_missing', { folder: '/srv/shop/migrations' })
  if (trouble === 'history_of_others') {
    throw new AppError('history_unusable', { table: 'public.flyway_schema_history', problem: 'it belongs to "app_owner" and user "deployer" may not read it' })
  }
  if (trouble === 'folder_empty') return { ...status, migrations: [], pending: 0 }
  if (trouble === 'read_only') return { ...status, server: { ...status.server, readOnly: true } }
  if (trouble === 'every_state') return { ...status, migrations: everyState(status.migrations) }
  return trouble === 'many' ? { ...status, migrations: many(status.migrations) } : status
}

const states: readonly MigrationRow['state'][] = [
  'applied', 'failed', 'changed', 'missing', 'out_of_order', 'below_baseline', 'ignored', 'undone', 'baseline', 'superseded', 'outdated', 'applied', 'applied', 'applied', 'pending', 'pending', 'pending',
]

function everyState(rows: readonly MigrationRow[]): MigrationRow[] {
  return rows.map((row, index) => ({ ...row, state: states[index] ?? row.state }))
}

function many(rows: readonly MigrationRow[]): MigrationRow[] {
  const first = rows[0]
  if (!first) return []
  return Array.from({ length: 1500 }, (_, index) => ({
    ...first, version: String(index + 1), script: `V${index + 1}__step_${index + 1}.sql`, description: `step ${index + 1}`, state: index < 1400 ? 'applied' : 'pending', applied: index < 1400 ? first.applied : null,
  }))
}

/** Runs the first migration, then fails in the second: by a statement, or by losing the connection. */
async function endBadly(job: JobContext, { steps }: Plan, trouble: 'statement_fails' | 'taken_back' | 'connection_lost_in_commit', pace: number): Promise<never> {
  const [first, second] = steps
  if (!first || !second) throw new AppError('internal')
  for (const [index, step] of [first, second].entries()) {
    job.data({ kind: 'migration', script: step.script, version: step.version, index: index + 1, of: steps.length, phase: 'started' })
    for (const { number, line, command } of step.statements) {
      job.progress({ label: `Applying ${step.script}`, done: index, total: steps.length, unit: 'migrations' })
      await wait(pace)
      const fails = index === 1 && number === 2 && trouble !== 'connection_lost_in_commit'
      job.data({ kind: 'statement', script: step.script, number, of: step.statements.length, line, command, outcome: fails ? 'failed' : 'done', rows: null, ms: 14 })
      if (fails && trouble === 'taken_back') job.data({ kind: 'taken_back', outcome: 'back', did: ['Invalid index public.orders_total_idx was dropped.', `${first.script.replace('V', 'U')} was run.`], left: [], differences: [] })
      if (fails && trouble === 'statement_fails') job.data({ kind: 'way_back', to: '14', migrations: 1 })
      if (fails) throw failure(step.script)
    }
    if (index === 0) job.data({ kind: 'migration', script: step.script, version: step.version, index: 1, of: steps.length, phase: 'done' })
  }
  throw new AppError('outcome_unknown', { what: `committing ${second.script}` }, { state: `${first.script} was applied. Whether ${second.script} was, is not known.` })
}

function failure(file: string): AppError {
  return new AppError('statement_failed', { file, line: 4, problem: 'check constraint "total_positive" of relation "orders" is violated by some row' }, {
    state: 'V15 was applied and stays. V16 was rolled back; nothing of it is in the database. The database is at version 15.',
    where: { file, line: 4, column: 35, statement: 2, caret: 'ALTER TABLE orders ADD CONSTRAINT total_positive\n                                  ^' },
    pg: {
      sqlstate: '23514', message: 'check constraint "total_positive" of relation "orders" is violated by some row', detail: 'Failing row contains (4711, 12, -300).',
      hint: 'Correct the rows first, or add the constraint as NOT VALID.',
    },
  })
}
