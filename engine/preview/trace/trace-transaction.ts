import type { TracedStatement } from '#shared/contract/preview.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'
import type { PreparedScript } from '../../migrations/run/prepare-script.ts'
import { throwIfCancelled } from '../../migrations/run/pause.ts'
import { ScriptFailure } from '../../migrations/run/script-failure.ts'
import type { Change } from './ledger.ts'
import { blockedBy } from './lock-modes.ts'
import { immediateConstraintsSql } from './measure.sql.ts'
import { readAncestors, readBaseline, readLocked, walBetween, type Position, type Reading } from './measure.ts'
import { Retaken } from './retaken.ts'
import { runOwn, runStatement, type TraceContext } from './trace-context.ts'
import { measured, untraced, type Truncated } from './traced-statement.ts'
import { hiddenTruncates, rowsToTruncate } from './truncate.ts'
import { namesWritten, type Names } from './written-names.ts'

/** What came of the statements of a script. */
export interface Course {
  statements: TracedStatement[]
  failure: ScriptFailure | undefined
}

/** Runs the statements of a script in the transaction that is open, and measures each; the rows of deferred triggers count for the last one. */
export async function traceStatements(context: TraceContext, script: PreparedScript): Promise<Course> {
  const { client } = context.session
  const statements = script.statements.map(untraced)
  context.ledger.begin(await readBaseline(client))
  const course: Underway = { position: takeReading(context, await readLocked(client)), retaken: new Retaken() }
  for (const [index, statement] of script.statements.entries()) {
    const traced = statements[index] as TracedStatement
    const failure = await traceOne(context, script, statement, traced, course)
    context.onStatement?.(script.script, traced, statements.length)
    if (failure) return { statements, failure }
  }
  return { statements, failure: await endOfTransaction(context, script, statements) }
}

/** What one statement leaves for the measuring of the next. */
interface Underway {
  position: Position
  readonly retaken: Retaken
}

/** Takes what is there as the state before the next statement. */
function takeReading({ ledger }: TraceContext, { rows, position }: Reading): Position {
  ledger.take(rows)
  return position
}

async function traceOne(context: TraceContext, script: PreparedScript, statement: ScriptStatement, traced: TracedStatement, course: Underway): Promise<ScriptFailure | undefined> {
  const { session: { client }, skip, notices, signal } = context
  throwIfCancelled(signal)
  const reason = await skip(statement)
  if (reason !== undefined) {
    Object.assign(traced, { outcome: 'skipped', reason })
    return undefined
  }
  notices.length = 0
  const truncated = await rowsToTruncate(client, statement.text, statement.command)
  if (truncated.length > 0) course.position = takeReading(context, await readLocked(client))
  try {
    const ms = await runStatement(context, script, statement)
    const reading = await readLocked(client)
    const walBytes = walBetween(course.position, reading.position)
    course.position = reading.position
    const held = context.ledger.held
    const found = await changeOf(context, statement, reading, truncated)
    const locks = await course.retaken.complete(statement.text, found.locks, held)
    Object.assign(traced, { outcome: 'ran', ms, walBytes, ...found, locks, blocks: blockedBy(locks) })
    await context.afterStatement?.()
    return undefined
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error
    Object.assign(traced, { outcome: 'failed', reason: error.message })
    return error
  } finally {
    traced.notices = [...notices]
  }
}

async function changeOf({ session: { client }, ledger }: TraceContext, { text, command }: ScriptStatement, { rows }: Reading, truncated: readonly Truncated[]) {
  const change = ledger.take(rows)
  const names = await namesWritten(text, command)
  const emptied = [...truncated, ...(await hiddenTruncates(client, text, command, change))]
  return measured(ledger, { change, names, truncated: emptied, ancestors: await ancestorsOf(client, change, emptied, names) })
}

function ancestorsOf(client: TraceContext['session']['client'], { touched }: Change, truncated: readonly Truncated[], names: Names): Promise<Map<string, string[]>> {
  const written = touched.filter(({ inserted, updated, deleted }) => inserted + updated + deleted > 0)
  return readAncestors(client, [...written, ...truncated].flatMap(({ relation }) => (names(relation) ? [] : [relation.oid])))
}

/** What was deferred to COMMIT shows now, while there is a transaction to measure in. */
async function endOfTransaction(context: TraceContext, script: PreparedScript, statements: readonly TracedStatement[]): Promise<ScriptFailure | undefined> {
  const last = statements.findLast(({ outcome }) => outcome === 'ran')
  if (!last) return undefined
  context.notices.length = 0
  try {
    await runOwn(context, 'commit', immediateConstraintsSql)
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error
    return blame(error, script, statements)
  }
  const change = context.ledger.take((await readLocked(context.session.client)).rows)
  const late = measured(context.ledger, { change, names: () => false, truncated: [], ancestors: new Map() })
  last.rows.push(...late.rows)
  last.scans.push(...late.scans)
  last.locks.push(...late.locks)
  last.notices.push(...context.notices)
  return undefined
}

/** The last statement that wrote to the table that the server names is the likely cause; else the last of the script. */
function blame(failure: ScriptFailure, script: PreparedScript, statements: readonly TracedStatement[]): ScriptFailure {
  const { table } = failure.cause as { table?: string }
  const wrote = statements.findLast(({ rows }) => rows.some(({ relation }) => relation.split('.').at(-1)?.replaceAll('"', '') === table))
  const guilty = wrote ?? statements.findLast(({ rows }) => rows.length > 0) ?? statements.findLast(({ outcome }) => outcome === 'ran')
  if (!guilty) return failure
  Object.assign(guilty, { outcome: 'failed', reason: failure.message })
  return new ScriptFailure('commit', script.statements.find(({ number }) => number === guilty.number), false, failure.cause)
}
