import { AppError, type AppErrorOptions, type PgErrorInfo } from '#shared/contract/app-error.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { positionToOffset } from '#shared/sql/pg-position.ts'
import { qualified } from '#shared/sql/quote.ts'
import { dropIndexSql } from './run.sql.ts'
import { pooled } from './lock.ts'
import { place, type PreparedScript } from './prepare-script.ts'
import type { Defeat } from './run-script.ts'
import { stepName, type HistoryPlaceName, type RunStep } from './run-step.ts'
import type { PgFields } from './script-failure.ts'
import { describeBlocker } from './side-session.ts'

/** What is true after the failure. */
export interface Aftermath {
  /** Highest applied version now. */
  version: string | null
  /** Migrations of this run that took effect before. */
  done: number
  cancelled: boolean
  lockTimeoutMs: number
  /** The failure stands in the history and keeps the next run from starting. */
  recorded: boolean
  place: HistoryPlaceName
}

/** The one error of a run that did not get through, with the place in the file and the state of the database in words. */
export function failureError(step: RunStep, script: PreparedScript, defeat: Defeat, after: Aftermath): AppError {
  const { failure } = defeat
  const options: AppErrorOptions = { where: whereOf(script, defeat), state: stateAfter(step, defeat, after), cause: failure.cause, ...(failure.pg && { pg: pgInfo(failure.pg) }) }
  if (failure.phase === 'begin' && failure.sqlstate === '22012') return pooled(after.place)
  if (after.cancelled && failure.sqlstate === '57014') return new AppError('cancelled', {}, options)
  const help = helpOf(defeat, after)
  if (failure.sqlstate === '55P03') return new AppError('lock_timeout', { timeout: duration(after.lockTimeoutMs), attempts: defeat.attempts }, { ...options, ...(help && { help }) })
  const code: ErrorCode = step.action === 'undo' ? 'undo_failed' : 'statement_failed'
  const params = { file: step.script, line: options.where?.line ?? 1, problem: problemOf(defeat) }
  return new AppError(code, params, { ...options, ...(help && { help }) })
}

function whereOf(script: PreparedScript, { failure }: Defeat) {
  const statement = failure.statement ?? script.statements.at(-1)
  if (!statement) return { file: script.script }
  const position = Number(failure.statement && failure.pg?.position)
  const offset = position > 0 ? positionToOffset(script.text, statement.start, position) : statement.start
  return place(script.script, script.text, offset, statement.number)
}

function problemOf({ failure }: Defeat): string {
  const { message } = failure
  if (failure.phase === 'commit') return `at COMMIT: ${message}`
  return failure.phase === 'record' ? `while writing the history: ${message}` : message
}

function helpOf({ failure, leftovers }: Defeat, { recorded }: Aftermath): string | undefined {
  const drop = leftovers.map((index) => `${dropIndexSql(index)};`).join(' ')
  if (drop) return `Drop what was left behind: ${drop} Correct the cause, run repair to remove the failure from the history, then migrate again.`
  if (recorded) return 'See what the statements before it did, correct the cause, run repair to remove the failure from the history, then migrate again.'
  if (failure.sqlstate === '57014') return 'It took longer than the statement timeout allows. Raise the timeout for this run, or make the statement cheaper.'
  return undefined
}

/** What state things are in, in words. */
export function stateAfter(step: RunStep, { failure, leftovers, blockers }: Defeat, after: Aftermath): string {
  const name = stepName(step)
  const ran = (failure.statement?.number ?? 1) - 1
  const parts = [
    step.outside === undefined ? `${name} was rolled back; ${versionWords(after.version)}.`
      : `${name} runs outside a transaction: ${ran === 0 ? 'none of its statements took effect' : `its first ${ran} ${ran === 1 ? 'statement' : 'statements'} took effect`}; ${versionWords(after.version)}.`,
    ...leftovers.map((index) => `Index ${qualified(index.schema, index.name)} was left behind invalid.`),
    ...(after.recorded ? ['Its failure is recorded in the history.'] : []),
    ...(failure.sqlstate === '55P03' && blockers.length > 0 ? [`The lock is held by ${blockers.map(describeBlocker).join('; ')}.`] : []),
    beforeWords(after.done),
  ]
  return parts.join(' ')
}

export function versionWords(version: string | null): string {
  return version === null ? 'no version is applied' : `the database is at version ${version}`
}

export function beforeWords(done: number): string {
  if (done === 0) return 'Nothing else was changed in this run.'
  return done === 1 ? '1 migration was completed before it in this run.' : `${done} migrations were completed before it in this run.`
}

function pgInfo({ code, message, detail, hint, where }: PgFields): PgErrorInfo {
  return { sqlstate: code ?? '', message, ...(detail && { detail }), ...(hint && { hint }), ...(where && { context: where }) }
}

function duration(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`
}
