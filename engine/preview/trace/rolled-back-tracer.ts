import { AppError } from '#shared/contract/app-error.ts'
import { qualified } from '#shared/sql/quote.ts'
import type { PreparedScript } from '../../migrations/run/prepare-script.ts'
import { closeRunSession } from '../../migrations/run/run-session.ts'
import { ScriptFailure } from '../../migrations/run/script-failure.ts'
import { sequenceNotes } from './notes.ts'
import { deferredConstraintsSql, deferSql, limitsSql } from './rolled-back.sql.ts'
import { runOwn, setUp, type TraceContext } from './trace-context.ts'
import { isFatal, traceError } from './trace-error.ts'
import { traceStatements, type Course } from './trace-transaction.ts'
import type { ScriptTrace, Tracer } from './trace-types.ts'
import { untraced } from './traced-statement.ts'

/** The server ends the transaction when Strata stops asking. */
const idleLimitMs = 15_000

/** All scripts in one transaction, which nothing commits: `close` rolls it back, and so does the loss of the connection. */
export class RolledBackTracer implements Tracer {
  readonly #context: TraceContext
  /** When the transaction began, by which it is known again. */
  #since: string | undefined
  #failed: AppError | undefined

  constructor(context: TraceContext) {
    this.#context = { ...context, afterStatement: () => this.#guard() }
  }

  async run(script: PreparedScript): Promise<ScriptTrace> {
    const context = this.#context
    const began = performance.now()
    context.notes.length = 0
    const ended = (statements: ScriptTrace['statements'], error: AppError | null): ScriptTrace => ({ outcome: error ? 'failed' : 'ran', statements, error, ms: performance.now() - began, notes: [...context.notes] })
    if (this.#failed) return ended(script.statements.map(untraced), this.#failed)
    if (script.outside !== undefined) return ended(skipAll(script, script.outside), null)
    const { statements, failure } = await this.#course(script)
    context.notes.push(...sequenceNotes(script.script, statements))
    if (!failure) return ended(statements, null)
    this.#failed = this.#error(script, failure)
    await this.#rollBack()
    if (isFatal(failure, context.signal.aborted)) throw this.#failed
    return ended(statements, this.#failed)
  }

  /** Whatever happened before: a session that cannot say that it has rolled back is ended. */
  async close(): Promise<void> {
    await this.#rollBack()
    await closeRunSession(this.#context.session)
  }

  async #rollBack(): Promise<void> {
    const { client, side, pid } = this.#context.session
    await client.query('ROLLBACK').catch(() => side.terminate(pid))
  }

  async #course(script: PreparedScript): Promise<Course> {
    try {
      await this.#begin()
      const course = await traceStatements(this.#context, script)
      if (!course.failure) await this.#deferAgain()
      return course
    } catch (error) {
      if (error instanceof AppError) throw error
      return { statements: script.statements.map(untraced), failure: error instanceof ScriptFailure ? error : new ScriptFailure('begin', undefined, false, error) }
    }
  }

  async #begin(): Promise<void> {
    const context = this.#context
    if (this.#since === undefined) await runOwn(context, 'begin', 'BEGIN')
    await runOwn(context, 'begin', 'RESET SESSION AUTHORIZATION')
    await runOwn(context, 'begin', 'RESET ROLE')
    await setUp(context, 'strata_setup')
    await this.#guard()
  }

  /** The same transaction is still open, and the limits hold whatever a script has set. */
  async #guard(): Promise<void> {
    const { session: { client, limits, side, pid } } = this.#context
    const values = [String(limits.lockTimeoutMs), String(limits.statementTimeoutMs), String(idleLimitMs)]
    const { rows } = await client.query<{ since: string }>(limitsSql, values)
    const since = rows[0]?.since
    this.#since ??= since
    if (since === this.#since) return
    await side.terminate(pid)
    throw new AppError('internal', {}, { state: 'The transaction of the preview was ended by a statement. Its session was closed.' })
  }

  /** As at the start of a transaction, so that the next script finds constraints as they are defined. */
  async #deferAgain(): Promise<void> {
    const { rows } = await this.#context.session.client.query<{ schema: string; name: string }>(deferredConstraintsSql)
    const names = rows.map(({ schema, name }) => qualified(schema, name))
    if (names.length > 0) await runOwn(this.#context, 'begin', deferSql(names))
  }

  #error(script: PreparedScript, failure: ScriptFailure): AppError {
    const { session: { environment, limits }, signal, blocked } = this.#context
    return traceError(script, failure, { environment, cancelled: signal.aborted, lockTimeoutMs: limits.lockTimeoutMs, blockers: blocked.by, state: 'It was rolled back: nothing was changed.' })
  }
}

function skipAll(script: PreparedScript, command: string): ScriptTrace['statements'] {
  return script.statements.map((statement) => ({ ...untraced(statement), outcome: 'skipped', reason: `${command} cannot run in a transaction, and here everything is rolled back.` }))
}
