import type { PreparedScript } from '../../migrations/run/prepare-script.ts'
import { closeRunSession } from '../../migrations/run/run-session.ts'
import { ScriptFailure } from '../../migrations/run/script-failure.ts'
import { readRelations } from './measure.ts'
import { sessionNote } from './notes.ts'
import { readReach } from './reach.ts'
import { runOwn, setUp, type TraceContext } from './trace-context.ts'
import { isFatal, traceError } from './trace-error.ts'
import { traceOutside } from './trace-outside.ts'
import { traceStatements, type Course } from './trace-transaction.ts'
import { untraced } from './traced-statement.ts'
import type { ScriptTrace, Tracer } from './trace-types.ts'

/** Commits each script, so that the next one finds what it made. */
export class ShadowTracer implements Tracer {
  readonly #context: TraceContext

  constructor(context: TraceContext) {
    this.#context = context
  }

  async run(script: PreparedScript): Promise<ScriptTrace> {
    const context = this.#context
    const began = performance.now()
    context.notes.length = 0
    const { statements, failure } = await this.#course(script)
    const error = failure && this.#error(script, failure)
    if (!failure) context.notes.push(...(await sessionNote(context.session.client, script.script, context.own.state).catch(() => [])))
    if (failure && isFatal(failure, context.signal.aborted)) throw error
    return { outcome: error ? 'failed' : 'ran', statements, error: error ?? null, ms: performance.now() - began, notes: [...context.notes] }
  }

  async close(): Promise<void> {
    await closeRunSession(this.#context.session)
  }

  async #course(script: PreparedScript): Promise<Course> {
    try {
      await this.#begin()
      return script.outside === undefined ? await this.#inTransaction(script) : await traceOutside(this.#context, script)
    } catch (error) {
      if (error instanceof ScriptFailure) return { statements: script.statements.map(untraced), failure: error }
      return { statements: script.statements.map(untraced), failure: new ScriptFailure('begin', undefined, false, error) }
    }
  }

  /** Nothing that a script has set is left for the next one. */
  async #begin(): Promise<void> {
    await runOwn(this.#context, 'begin', 'DISCARD ALL')
    const { session: { client }, ledger, reach, own } = this.#context
    ledger.know(await readRelations(client))
    reach.now = await readReach(client)
    own.state = []
  }

  async #inTransaction(script: PreparedScript): Promise<Course> {
    const context = this.#context
    await runOwn(context, 'begin', 'BEGIN')
    await setUp(context, 'strata_setup')
    const course = await traceStatements(context, script)
    if (!course.failure) await runOwn(context, 'commit', 'COMMIT')
    else if (!course.failure.connectionLost) await context.session.client.query('ROLLBACK').catch(() => {})
    return course
  }

  #error(script: PreparedScript, failure: ScriptFailure) {
    const { session: { environment, limits }, signal, blocked } = this.#context
    return traceError(script, failure, { environment, cancelled: signal.aborted, lockTimeoutMs: limits.lockTimeoutMs, blockers: blocked.by, state: 'It failed where it was tried out; the environment itself was not touched.' })
  }
}
