import { AppError } from '#shared/contract/app-error.ts'
import type { RunResult } from '#shared/contract/migrations.ts'
import { insertHistory } from '../../history/history.ts'
import { writeJournal, type NewJournalRow, type RunIdentity } from '../../history/journal.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { highestVersion } from '../plan.ts'
import { beforeWords, failureError, versionWords, type Aftermath } from './failure-error.ts'
import type { PreparedScript } from './prepare-script.ts'
import type { RunReporter } from './reporter.ts'
import { resolveOutcome } from './resolve-outcome.ts'
import { runScript, type Defeat } from './run-script.ts'
import { historyType, recordValues, stepName, type RunStep } from './run-step.ts'
import { calmSession, type RunSession } from './run-session.ts'
import { waiverRows } from './waived.ts'

export interface StepsRun {
  session: RunSession
  job: JobContext
  reporter: RunReporter
  identity: RunIdentity
  /** Rank of the next history row. */
  rank: number
  /** Versions that are applied; kept up to date. */
  versions: Set<string>
  done: RunResult['migrations']
  /** What the scripts that ran have waived, for the journal. */
  waived: NewJournalRow[]
  /** Called before each step. */
  beforeStep?: ((step: RunStep) => Promise<void>) | undefined
}

/** Runs the steps one after another. Throws the error of the first that fails, with what is true then. */
export async function runSteps(run: StepsRun, steps: readonly RunStep[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    if (run.job.signal.aborted) throw new AppError('cancelled', {}, { state: cancelledState(run) })
    if (run.job.ending?.aborted) throw new AppError('cancelled', {}, { state: `Strata was asked to end and began nothing further. ${cancelledState(run)}`, help: 'Migrate again when it has started: it goes on from there.' })
    const started = performance.now()
    run.reporter.started(step)
    await run.beforeStep?.(step)
    const script = await step.load()
    const record = (ms: number | null) => recordValues(run.identity, step, run.rank, script.text, ms)
    const defeat = await runScript(run.session, script, record, run.reporter.statement, { signal: run.job.signal, log: run.job.log })
    if (defeat) await afterDefeat(run, step, script, defeat, steps.length - index - 1)
    run.reporter.done()
    run.rank += 1
    run.waived.push(...waiverRows(step, script))
    countVersion(run.versions, step)
    run.done.push({ script: step.script, version: step.version, description: step.description, statements: step.of, ms: Math.round(performance.now() - started) })
  }
}

function countVersion(versions: Set<string>, { action, version }: RunStep): void {
  if (version === null) return
  if (action === 'undo') versions.delete(version)
  else versions.add(version)
}

function cancelledState(run: StepsRun): string {
  const version = versionWords(highestVersion([...run.versions]))
  return `${beforeWords(run.done.length).replace(' before it', '')} ${version[0]?.toUpperCase()}${version.slice(1)}.`
}

/** Returns only when the step turns out to have taken effect after all and was the last one. */
async function afterDefeat(run: StepsRun, step: RunStep, script: PreparedScript, defeat: Defeat, left: number): Promise<void> {
  if (defeat.failure.connectionLost) return afterLoss(run, step, defeat, left)
  const cancelled = run.job.signal.aborted
  run.reporter.failed(defeat.failure.statement, cancelled ? 'cancelled' : 'failed')
  const recorded = step.outside !== undefined && somethingWasDone(defeat)
  const error = failureError(step, script, defeat, aftermath(run, recorded))
  await writeFailure(run, run.session.client, step, recorded, error)
  throw error
}

/** Outside a transaction a failure stays in the history, as with Flyway, unless a lock or a cancel kept even the first statement from doing anything. */
function somethingWasDone({ failure, leftovers }: Defeat): boolean {
  const first = failure.statement === undefined || failure.statement.number === 1
  return !(first && leftovers.length === 0 && (failure.sqlstate === '55P03' || failure.sqlstate === '57014'))
}

function aftermath(run: StepsRun, recorded: boolean): Aftermath {
  const { session: { environment, limits }, job, versions, done } = run
  return { version: highestVersion([...versions]), done: done.length, cancelled: job.signal.aborted, lockTimeoutMs: limits.lockTimeoutMs, recorded, place: environment }
}

async function writeFailure(run: StepsRun, client: RunSession['client'], step: RunStep, recorded: boolean, error: AppError): Promise<void> {
  const { environment } = run.session
  const { version, script, description, checksum, of } = step
  const kind = step.action === 'undo' ? 'undo_failed' : 'migration_failed'
  const row: NewJournalRow = { kind, outcome: 'failed', version, script, description, rank: recorded ? run.rank : null, checksum, statements: of, ms: 0, problem: error.message, sql: null }
  try {
    await calmSession(client)
    if (recorded) await insertHistory(client, environment, { rank: run.rank, version, description, type: historyType(step), script, checksum, ms: 0, success: false })
    await writeJournal(client, environment, run.identity, row)
  } catch (failure) {
    run.job.log('warning', `The failure could not be written to the journal: ${failure instanceof Error ? failure.message : String(failure)}`)
  }
}

/** The connection is gone: the history says whether the step took effect. */
async function afterLoss(run: StepsRun, step: RunStep, defeat: Defeat, left: number): Promise<void> {
  run.job.log('warning', 'The connection to the server was lost. Reading the history to see what took effect.')
  const resolved = await resolveOutcome(run.session, run.rank, step.script)
  const { failure } = defeat
  if (!resolved) {
    run.reporter.failed(failure.statement, 'failed')
    throw unanswered(run, step, defeat)
  }
  try {
    if (resolved.applied && left === 0 && !run.job.signal.aborted) return
    const recorded = !resolved.applied && step.outside !== undefined
    const error = lossError(run, step, resolved.applied, recorded, failure.cause)
    if (!resolved.applied) {
      run.reporter.failed(failure.statement, run.job.signal.aborted ? 'cancelled' : 'failed')
      await writeFailure(run, resolved.client, step, recorded, error)
    }
    throw error
  } finally {
    await resolved.client.end().catch(() => {})
  }
}

function unanswered(run: StepsRun, step: RunStep, { failure }: Defeat): AppError {
  const name = stepName(step)
  const before = beforeWords(run.done.length)
  if (failure.commitSent || step.outside !== undefined) {
    return new AppError('outcome_unknown', { what: step.outside === undefined ? `${name} was being committed` : `${name} was running` }, { state: before, where: { file: step.script }, cause: failure.cause })
  }
  return new AppError('connection_lost', {}, { state: `${name} had not been committed, so nothing of it took effect. ${before}`, where: { file: step.script }, cause: failure.cause })
}

function lossError(run: StepsRun, step: RunStep, applied: boolean, recorded: boolean, cause: unknown): AppError {
  const versions = new Set(run.versions)
  if (applied) countVersion(versions, step)
  const version = versionWords(highestVersion([...versions]))
  const name = stepName(step)
  const outcome = applied ? `${name} took effect` : recorded ? `${name} runs outside a transaction and may have taken effect in part; its failure is recorded in the history` : `${name} was rolled back`
  const state = `${outcome}; ${version}. ${beforeWords(run.done.length)}`
  return new AppError(run.job.signal.aborted ? 'cancelled' : 'connection_lost', {}, { state, where: { file: step.script }, cause })
}
