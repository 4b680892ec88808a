import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'
import { copyIn } from '../../migrations/run/copy-in.ts'
import { PipelineError, runPipeline } from '../../migrations/run/pipeline.ts'
import type { PreparedScript } from '../../migrations/run/prepare-script.ts'
import { ownStep, type RunSession } from '../../migrations/run/run-session.ts'
import { ScriptFailure, type FailurePhase } from '../../migrations/run/script-failure.ts'
import type { Blocker } from '../../migrations/run/side-session.ts'
import { Watch } from '../../migrations/run/watch.ts'
import type { Ledger } from './ledger.ts'
import type { Reach } from './reach.ts'
import type { SkipReasons } from './skip-reason.ts'

/** What the trace of a batch goes on with from script to script. */
export interface TraceContext {
  readonly session: RunSession
  readonly ledger: Ledger
  readonly signal: AbortSignal
  readonly skip: SkipReasons
  /** What of the database acts beyond it; read anew for each script. */
  readonly reach: { now: Reach }
  readonly onStatement: ((script: string, statement: TracedStatement, of: number) => void) | undefined
  /** Who was seen in the way of the statement that ran last. */
  readonly blocked: { by: readonly Blocker[] }
  /** What was set in the session for a script that runs outside a transaction, as `name=value`. */
  readonly own: { state: readonly string[] }
  /** Runs after each statement that did not fail. */
  readonly afterStatement?: () => Promise<void>
  /** What the server said during the statement that runs. */
  readonly notices: TracedStatement['notices']
  /** What a person should know of the script that runs. */
  readonly notes: Diagnostic[]
}

/** Time for the server to end a statement by itself, before it is cancelled from outside. */
const graceMs = 1_000

/** Sends a statement as migrating does, and cancels it when the person or the limit says so, whatever the script has set. Gives ms. Throws ScriptFailure. */
export async function runStatement(context: TraceContext, script: PreparedScript, statement: ScriptStatement): Promise<number> {
  const { client } = context.session
  const data = statement.copyData && Buffer.from(script.text.slice(statement.copyData.start, statement.copyData.end))
  const began = performance.now()
  await watched<unknown>(context, 'statement', statement, () => (data ? copyIn(client, statement.text, data) : runPipeline(client, [{ text: statement.text }])))
  return performance.now() - began
}

/** One statement of our own. */
export function runOwn(context: TraceContext, phase: FailurePhase, text: string): Promise<void> {
  return watched(context, phase, undefined, () => runPipeline(context.session.client, [{ text }]))
}

/** search_path and limits of the transaction, or of the session outside of one, as migrating sets them. */
export function setUp(context: TraceContext, where: 'strata_setup' | 'strata_setup_session'): Promise<void> {
  const { session } = context
  return watched(context, 'begin', undefined, () => runPipeline(session.client, [{ text: 'RESET ALL' }, ownStep(session, where, session.setup, true)]))
}

async function watched<T>(context: TraceContext, phase: FailurePhase, statement: ScriptStatement | undefined, work: () => Promise<T>): Promise<T> {
  const { session, signal } = context
  const { statementTimeoutMs } = session.limits
  const end = statementTimeoutMs > 0 ? AbortSignal.any([signal, AbortSignal.timeout(statementTimeoutMs + graceMs)]) : signal
  const watch = new Watch(session, { signal: end, log: () => {} })
  try {
    return await watch.during(work)
  } catch (error) {
    context.blocked.by = watch.blockers
    throw new ScriptFailure(phase, statement, false, error instanceof PipelineError ? error.cause : error)
  }
}
