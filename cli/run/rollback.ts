import { AppError } from '#shared/contract/app-error.ts'
import { asAppError } from '#shared/contract/client.ts'
import { errorKind } from '#shared/contract/errors.ts'
import type { RollbackPlan, RollbackPreview, RollbackResult, RollbackWay } from '#shared/contract/rollback.ts'
import { renderRollback, renderRollbackPlan, renderRollbackPreview } from '../render/rollback.ts'
import { openSession, type Session } from '../session/open-session.ts'
import { chooseTarget, type TargetOptions } from '../session/target.ts'
import type { Terminal } from '../terminal.ts'
import { followJob } from './follow-job.ts'
import { logTo } from './log.ts'
import { outputTo } from './output-file.ts'
import { missing, viewOf } from './run-operation.ts'

export interface RollbackGiven {
  target: TargetOptions
  point: { version: string | undefined; event: string | undefined; at: string | undefined; rollback: string | undefined }
  way: RollbackWay['id'] | undefined
  /** Absent: run. */
  only: 'plan' | 'preview' | undefined
  backup: boolean | undefined
  endSessions: boolean
  planFingerprint: string | undefined
  reason: string | undefined
  yes: boolean
  json: boolean
  quiet: boolean
  output: string | undefined
}

/** `strata rollback`: resolves to the exit code by where it led, and throws AppErrors. */
export async function runRollback(terminal: Terminal, given: RollbackGiven): Promise<number> {
  if (Object.values(given.point).every((value) => value === undefined)) throw new AppError('bad_request', { problem: 'no point is given' }, { help: 'Say where to: --to-version VERSION, --to-event ID, --to-time TIME or --before ID.' })
  const session = await openSession(chooseTarget(given.target, true, process.env), given.target, logTo(terminal))
  try {
    if (given.only === 'plan') return await showPlan(terminal, session, given)
    if (given.only === 'preview') return await showPreview(terminal, session, given)
    return await goBack(terminal, session, given)
  } finally {
    await session.close()
  }
}

const inputOf = ({ env = '' }: Session, { point }: RollbackGiven) => ({ env, ...point })

async function showPlan(terminal: Terminal, session: Session, given: RollbackGiven): Promise<number> {
  const plan = await session.client.rollback.plan(inputOf(session, given))
  await print(terminal, given, plan, (look) => renderRollbackPlan(plan, look))
  return plan.ways.some(({ possible }) => possible !== 'no') ? 0 : errorKind('rollback_impossible').exit
}

async function showPreview(terminal: Terminal, session: Session, given: RollbackGiven): Promise<number> {
  const preview = await previewed(terminal, session, given)
  await print(terminal, given, preview, (look) => renderRollbackPreview(preview, look))
  return preview.verdict === 'fails' || preview.verdict === 'differs' ? failed : 0
}

const failed = errorKind('rollback_failed').exit

async function previewed(terminal: Terminal, session: Session, given: RollbackGiven): Promise<RollbackPreview> {
  const { jobId } = await session.client.rollback.preview({ ...inputOf(session, given), way: given.way })
  return (await finished(terminal, session, given, jobId)) as RollbackPreview
}

async function finished(terminal: Terminal, { client }: Session, given: RollbackGiven, jobId: string): Promise<unknown> {
  const job = await followJob(client, jobId, viewOf(terminal, given))
  if (job.error) throw AppError.from(job.error)
  return job.result
}

/** What is planned now is what runs: a plan that changes in between is refused. */
async function goBack(terminal: Terminal, session: Session, given: RollbackGiven): Promise<number> {
  const plan = await plannedFor(terminal, session, given)
  const chosen = given.way === undefined ? plan.ways[0] : plan.ways.find(({ id }) => id === given.way)
  if (!given.json && !given.quiet) terminal.err(renderRollbackPlan({ ...plan, ways: chosen ? [chosen] : plan.ways }, terminal.errLook))
  const { env = '' } = session
  const { way, backup, endSessions, reason } = given
  const input = { ...inputOf(session, given), way: way ?? chosen?.id, backup, endSessions, planFingerprint: given.planFingerprint ?? chosen?.fingerprint, reason, ...(given.yes && { confirm: env }) }
  const { jobId } = await confirmed(terminal, session, input)
  const result = (await finished(terminal, session, given, jobId)) as RollbackResult
  await print(terminal, given, result, (look) => renderRollback(result, look))
  return result.outcome === 'differs' ? failed : 0
}

/** An undo that is missing is written and tried first. */
async function plannedFor(terminal: Terminal, session: Session, given: RollbackGiven): Promise<RollbackPlan> {
  const plan = await session.client.rollback.plan(inputOf(session, given))
  const chosen = given.way === undefined ? plan.ways[0] : plan.ways.find(({ id }) => id === given.way)
  if (chosen?.possible !== 'after_preview') return plan
  await previewed(terminal, session, given)
  return session.client.rollback.plan(inputOf(session, given))
}

type RunInput = Parameters<Session['client']['rollback']['run']>[0]

async function confirmed(terminal: Terminal, session: Session, input: RunInput): Promise<{ jobId: string }> {
  for (let given = input; ; ) {
    try {
      return await session.client.rollback.run(given)
    } catch (thrown) {
      const error = asAppError(thrown)
      const more = terminal.ask && (await missing(terminal.ask, error, session.env))
      if (!more) throw error
      given = { ...given, ...more }
    }
  }
}

async function print(terminal: Terminal, { json, output }: RollbackGiven, value: unknown, words: (look: Terminal['look']) => string): Promise<void> {
  const out = await outputTo(terminal, output)
  out.out(json ? `${JSON.stringify(value, undefined, 2)}\n` : words(out.look))
}
