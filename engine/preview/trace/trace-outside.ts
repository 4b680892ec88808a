import type { TracedLock, TracedStatement } from '#shared/contract/preview.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'
import type { PreparedScript } from '../../migrations/run/prepare-script.ts'
import { throwIfCancelled } from '../../migrations/run/pause.ts'
import { ScriptFailure } from '../../migrations/run/script-failure.ts'
import { planHolds, type HoldPlan } from './hold-plan.ts'
import { blockedBy, covers } from './lock-modes.ts'
import type { LockedRow } from './measure.sql.ts'
import { readAncestors } from './measure.ts'
import { readSessionState } from './notes.ts'
import { observe } from './observer.ts'
import { changedRows, readOutsideState, walOf } from './outside-state.ts'
import { runStatement, setUp, type TraceContext } from './trace-context.ts'
import type { Course } from './trace-transaction.ts'
import { measured, untraced } from './traced-statement.ts'
import { namesWritten } from './written-names.ts'

/** Runs statements that cannot be in a transaction, each alone, and sees from other sessions what they lock. */
export async function traceOutside(context: TraceContext, script: PreparedScript): Promise<Course> {
  const statements = script.statements.map(untraced)
  await setUp(context, 'strata_setup_session')
  context.own.state = await readSessionState(context.session.client)
  for (const [index, statement] of script.statements.entries()) {
    const traced = statements[index] as TracedStatement
    const failure = await traceOne(context, script, statement, traced)
    context.onStatement?.(script.script, traced, statements.length)
    if (failure) return { statements, failure }
  }
  return { statements, failure: undefined }
}

async function traceOne(context: TraceContext, script: PreparedScript, statement: ScriptStatement, traced: TracedStatement): Promise<ScriptFailure | undefined> {
  const { session: { client, pid }, ledger, skip, notices, signal } = context
  throwIfCancelled(signal)
  const reason = await skip(statement)
  if (reason !== undefined) {
    Object.assign(traced, { outcome: 'skipped', reason })
    return undefined
  }
  notices.length = 0
  const before = await readOutsideState(client, pid)
  ledger.know(before.relations)
  ledger.begin([...before.counters].map(([oid, counters]) => ({ oid, ...counters })))
  const plan = await planHolds(client, ledger.relations, statement.text)
  try {
    const { result: ms, seen } = await observe(context.session, plan.holds, () => runStatement(context, script, statement))
    const after = await readOutsideState(client, pid)
    Object.assign(traced, { outcome: 'ran', ms: Math.max(0, ms - seen.heldMs), walBytes: walOf(before, after), ...(await findingsOf(context, statement, changedRows(before, after, seen), plan)) })
    return undefined
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error
    Object.assign(traced, { outcome: 'failed', reason: error.message })
    return error
  } finally {
    traced.notices = [...notices]
  }
}

async function findingsOf({ session: { client }, ledger }: TraceContext, { text, command }: ScriptStatement, rows: readonly LockedRow[], { documented }: HoldPlan) {
  const known = new Map(ledger.relations)
  const change = ledger.take(rows)
  const found = measured(ledger, { change, names: await namesWritten(text, command), truncated: [], ancestors: await readAncestors(client, change.touched.map(({ relation }) => relation.oid)) })
  const seen = found.locks.map((lock): TracedLock => ({ ...lock, how: 'observed' }))
  const unseen = documented.flatMap(({ oid, mode }): TracedLock[] => {
    const relation = known.get(oid)
    const isSeen = seen.some((lock) => lock.relation === relation?.title && covers(lock.mode, mode))
    return relation && !isSeen ? [{ mode, relation: relation.title, kind: relation.kind, isNew: ledger.isNew(oid), how: 'documented' }] : []
  })
  const locks = [...seen.filter(({ relation, mode }) => !unseen.some((lock) => lock.relation === relation && covers(lock.mode, mode))), ...unseen]
  return { ...found, locks, blocks: blockedBy(locks) }
}
