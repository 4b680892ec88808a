import type { ScriptStatement } from '#shared/sql/split.ts'
import type { NewHistoryRow } from '../../history/history.ts'
import { PipelineError, runPipeline, type PipelineStep } from './pipeline.ts'
import type { PreparedScript } from './prepare-script.ts'
import { ownStep, type RunSession } from './run-session.ts'
import type { OnStatement } from './run-transaction.ts'
import { ScriptFailure, type FailurePhase } from './script-failure.ts'

export type RecordOf = (ms: NewHistoryRow['ms']) => readonly (string | null)[]

/** Runs a script whose statements cannot be in a transaction: each alone, the rows of history and journal after the last. Throws ScriptFailure. */
export async function runOutside(session: RunSession, script: PreparedScript, record: RecordOf, onStatement: OnStatement): Promise<void> {
  const started = performance.now()
  await alone(session, 'begin', { text: 'RESET ALL' })
  await alone(session, 'begin', ownStep(session, 'strata_setup_session', session.setup))
  for (const statement of script.statements) {
    const before = performance.now()
    const { tag, at } = await alone(session, 'statement', { text: statement.text }, statement)
    onStatement(statement, tag, at - before)
  }
  await alone(session, 'begin', { text: 'RESET ALL' })
  await alone(session, 'commit', ownStep(session, 'strata_record', record(Math.round(performance.now() - started)), true))
}

async function alone({ client }: RunSession, phase: FailurePhase, step: PipelineStep, statement?: ScriptStatement): Promise<{ tag: string; at: number }> {
  let result = { tag: '', at: performance.now() }
  try {
    await runPipeline(client, [step], ({ tag, at }) => (result = { tag, at }))
    return result
  } catch (error) {
    throw new ScriptFailure(phase, statement, phase === 'commit', error instanceof PipelineError ? error.cause : error)
  }
}
