import type { ScriptStatement } from '#shared/sql/split.ts'
import { copyIn } from './copy-in.ts'
import { PipelineError, runPipeline, type PipelineStep, type StepDone } from './pipeline.ts'
import type { PreparedScript } from './prepare-script.ts'
import { ownStep, type RunSession } from './run-session.ts'
import { ScriptFailure, type FailurePhase } from './script-failure.ts'
import { slices } from './slices.ts'

export type OnStatement = (statement: ScriptStatement, tag: string, ms: number) => void

interface Sent extends PipelineStep {
  phase: FailurePhase
  statement?: ScriptStatement
}

const begin: Sent[] = [
  { text: 'BEGIN', phase: 'begin' },
  { text: 'RESET ALL', phase: 'begin' },
]
const resetRole: Sent[] = [
  { text: 'RESET SESSION AUTHORIZATION', phase: 'record' },
  { text: 'RESET ROLE', phase: 'record' },
]

/**
 * Runs a script in one transaction with its rows of history and journal inside. A script of ordinary size costs one round trip.
 * Throws ScriptFailure; the transaction is then rolled back, unless the connection was lost.
 */
export async function runInTransaction(session: RunSession, script: PreparedScript, record: readonly (string | null)[], onStatement: OnStatement): Promise<void> {
  const parts = slices(script.statements)
  const clock = { last: performance.now() }
  const told = (statement: ScriptStatement | undefined, { tag, at }: StepDone) => {
    if (statement) onStatement(statement, tag, at - clock.last)
    clock.last = at
  }
  try {
    for (const [index, part] of parts.entries()) {
      if ('copy' in part) await sendCopy(session, script, part.copy, told)
      else await send(session, steps(session, script, part.statements, record, index === 0, index === parts.length - 1), told)
    }
  } catch (error) {
    if (error instanceof ScriptFailure && !error.connectionLost) await session.client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

type Told = (statement: ScriptStatement | undefined, done: StepDone) => void

async function send({ client }: RunSession, sent: readonly Sent[], told: Told): Promise<void> {
  const commitSent = sent.at(-1)?.phase === 'commit'
  try {
    await runPipeline(client, sent, (done) => told(sent[done.step]?.statement, done))
  } catch (error) {
    const step = error instanceof PipelineError ? sent[error.step] : undefined
    throw new ScriptFailure(step?.phase ?? 'commit', step?.statement, commitSent, error instanceof PipelineError ? error.cause : error)
  }
}

async function sendCopy({ client }: RunSession, { text }: PreparedScript, statement: ScriptStatement, told: Told): Promise<void> {
  const rows = Buffer.from(text.slice(statement.copyData?.start, statement.copyData?.end))
  try {
    told(statement, await copyIn(client, statement.text, rows))
  } catch (error) {
    throw new ScriptFailure('statement', statement, false, error instanceof PipelineError ? error.cause : error)
  }
}

function steps(session: RunSession, script: PreparedScript, statements: readonly ScriptStatement[], record: readonly (string | null)[], first: boolean, last: boolean): Sent[] {
  return [
    ...(first ? [...begin, { ...ownStep(session, 'strata_setup', session.setup), phase: 'begin' as const }] : []),
    ...statements.map((statement): Sent => ({ text: statement.text, report: true, phase: 'statement', statement })),
    ...(last ? [...(changesRole(script) ? resetRole : []), { ...ownStep(session, 'strata_record', record), phase: 'record' as const }, { text: 'COMMIT', phase: 'commit' as const }] : []),
  ]
}

/** The history is written by the user who connected, whatever role a script has taken on. */
function changesRole({ text }: PreparedScript): boolean {
  return /\b(role|authorization)\b/i.test(text)
}
