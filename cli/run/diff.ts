import { AppError } from '#shared/contract/app-error.ts'
import { asAppError } from '#shared/contract/client.ts'
import type { Comparison, DiffDocument } from '#shared/contract/compare.ts'
import { parseSource } from '#shared/compare/source.ts'
import { renderDiff } from '../render/diff.ts'
import { openSession, type Session } from '../session/open-session.ts'
import type { Target } from '../session/target.ts'
import type { Terminal } from '../terminal.ts'
import { followJob } from './follow-job.ts'
import { logTo } from './log.ts'
import { outputTo } from './output-file.ts'
import { viewOf } from './run-operation.ts'

export interface DiffGiven {
  sql: boolean
  undo: boolean
  ignore: DiffDocument['ignored']
  json: boolean
  quiet: boolean
  output?: string | undefined
  schemas?: string[] | undefined
  against?: 'migrations' | 'snapshot' | undefined
}

const differs = 2

/** `strata diff`: resolves to 0 when the two are equal, else to 2. */
export function runDiff(terminal: Terminal, { a, b }: { a: string; b: string }, given: DiffGiven): Promise<number> {
  return inSession(terminal, needsStore(a) || needsStore(b) ? { kind: 'saved', env: undefined } : { kind: 'none' }, given, ({ client }) => client.compare.run({ a, b, schemas: given.schemas }))
}

/** `strata drift`: as `strata diff`, A being what the environment should be. */
export function runDrift(terminal: Terminal, env: string, given: DiffGiven): Promise<number> {
  return inSession(terminal, { kind: 'saved', env }, given, ({ client }) => client.compare.drift({ env, against: given.against }))
}

/** Addresses, folders and files stand for themselves: a pipeline needs no store for them. */
function needsStore(source: string): boolean {
  return ['env', 'snapshot', 'backup'].includes(parseSource(source).kind)
}

async function inSession(terminal: Terminal, target: Target, given: DiffGiven, start: (session: Session) => Promise<{ jobId: string }>): Promise<number> {
  if (given.sql && given.undo) throw new AppError('bad_request', { problem: '--sql and --undo exclude each other' })
  const session = await openSession(target, {}, logTo(terminal))
  try {
    const job = await followJob(session.client, (await start(session)).jobId, viewOf(terminal, given))
    if (job.error) throw AppError.from(job.error)
    const { comparison } = job.result as { comparison: string }
    const document = await documentOf(session, comparison, given)
    await print(await outputTo(terminal, given.output), document, given)
    return document.comparison.differences.length === 0 ? 0 : differs
  } finally {
    await session.close()
  }
}

async function documentOf({ client }: Session, id: string, { ignore }: DiffGiven): Promise<DiffDocument> {
  const comparison = without(await client.compare.show({ comparison: id }), ignore)
  try {
    const { forward, undo } = await client.compare.plan({ comparison: id, ignore })
    return { comparison, ignored: [...ignore], plan: { forward, undo }, problem: null }
  } catch (thrown) {
    const error = asAppError(thrown)
    if (error.code !== 'plan_impossible') throw error
    return { comparison, ignored: [...ignore], plan: null, problem: error.data }
  }
}

function without(comparison: Comparison, ignore: DiffGiven['ignore']): Comparison {
  const differences = comparison.differences.filter(({ noise }) => noise === 'none' || !ignore.includes(noise))
  return { ...comparison, differences, equal: differences.length === 0 }
}

async function print(terminal: Terminal, document: DiffDocument, { json, sql, undo }: DiffGiven): Promise<void> {
  if (json) return terminal.out(`${JSON.stringify(document, undefined, 2)}\n`)
  if (!sql && !undo) return terminal.out(renderDiff(document, terminal.look))
  if (document.problem) throw AppError.from(document.problem)
  terminal.out((undo ? document.plan?.undo.sql : document.plan?.forward.sql) ?? '')
}
