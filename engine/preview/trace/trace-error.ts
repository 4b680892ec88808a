import { AppError, type AppErrorOptions } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { positionToOffset } from '#shared/sql/pg-position.ts'
import { place, type PreparedScript } from '../../migrations/run/prepare-script.ts'
import type { ScriptFailure } from '../../migrations/run/script-failure.ts'
import { describeBlocker, type Blocker } from '../../migrations/run/side-session.ts'
import { toConnectionError } from '../../postgres/pg-error.ts'

export interface FailureSituation {
  environment: Environment
  /** The person asked for the end. */
  cancelled: boolean
  lockTimeoutMs: number
  /** What is true now, in a sentence. */
  state: string
  /** Who was seen to hold a lock that was waited for. */
  blockers: readonly Blocker[]
  /** What to do next, where more is known than the server says. */
  help?: string | undefined
}

/** Not the script's fault: the preview cannot go on. */
export function isFatal(failure: ScriptFailure, cancelled: boolean): boolean {
  return failure.connectionLost || failure.sqlstate === '53100' || failure.sqlstate === '53200' || (cancelled && failure.sqlstate === '57014')
}

/** A failure of a traced script as the error of the boundary: `statement_failed` or `lock_timeout` with the place, `cancelled`, `disk_full`, or that of the connection. */
export function traceError(script: PreparedScript, failure: ScriptFailure, { environment, cancelled, lockTimeoutMs, state: ground, blockers, help }: FailureSituation): AppError {
  const state = failure.sqlstate === '55P03' && blockers.length > 0 ? `${ground} The lock is held by ${blockers.map(describeBlocker).join('; ')}.` : ground
  const options: AppErrorOptions = { where: whereOf(script, failure), state, cause: failure.cause, ...pgOf(failure), ...(help && { help }) }
  if (cancelled && (failure.sqlstate === '57014' || failure.connectionLost)) return new AppError('cancelled', {}, { state })
  if (failure.sqlstate === '53100') return new AppError('disk_full', { what: 'the preview' }, options)
  if (failure.connectionLost) return lost(failure, environment, options)
  if (failure.sqlstate === '55P03') return new AppError('lock_timeout', { timeout: `${lockTimeoutMs} ms`, attempts: 1 }, options)
  return new AppError('statement_failed', { file: script.script, line: options.where?.line ?? 1, problem: problemOf(failure) }, { ...options, help: help ?? nextOf(failure) })
}

/** What to do before the next preview. */
function nextOf({ sqlstate, message }: ScriptFailure): string {
  if (sqlstate === '57014') return 'It took longer than a preview allows a statement. Raise the limit for this preview, or make the statement cheaper.'
  if (sqlstate === '0A000' && /^extension .* is not available$/.test(message)) return 'Install the extension on the server where this ran, or name a shadow server that has it.'
  return 'Correct the statement, then preview again.'
}

function lost(failure: ScriptFailure, environment: Environment, { where, state }: AppErrorOptions): AppError {
  const error = toConnectionError(failure.cause, environment)
  const code = error.code === 'internal' ? 'connection_lost' : error.code
  return new AppError(code, error.data.params, { ...(where && { where }), ...(state && { state }), cause: failure.cause })
}

function whereOf(script: PreparedScript, { statement, pg }: ScriptFailure) {
  const at = statement ?? script.statements.at(-1)
  if (!at) return { file: script.script }
  const position = Number(statement && pg?.position)
  return place(script.script, script.text, position > 0 ? positionToOffset(script.text, at.start, position) : at.start, at.number)
}

function pgOf({ pg }: ScriptFailure): Pick<AppErrorOptions, 'pg'> {
  if (!pg) return {}
  const { code = '', message, detail, hint, where } = pg
  return { pg: { sqlstate: code, message, ...(detail && { detail }), ...(hint && { hint }), ...(where && { context: where }) } }
}

function problemOf({ message, phase }: ScriptFailure): string {
  return phase === 'commit' ? `at the end of the transaction: ${message}` : message
}
