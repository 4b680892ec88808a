import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { PlannedAction } from '#shared/contract/compare.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { kinds } from '#shared/kinds/index.ts'
import { planChange } from '#shared/schema/plan/plan-change.ts'
import { planSettings } from '#shared/schema/plan-text.ts'
import { Snapshot } from '#shared/schema/snapshot.ts'
import { readEnvironment } from '../../schema/take-snapshot.ts'
import type { Shadow } from '../shadow-database.ts'
import { silentSql } from './base.sql.ts'
import { isLoss, shadowFailure, shadowNote } from './failures.ts'
import { withShadowSession } from './shadow-session.ts'

/** They would reach other servers. */
const leftOut: ReadonlySet<string> = new Set(['subscription', 'user-mapping'])

/** Errors that are told one by one; more are counted. */
const mostTold = 20

/** Builds a schema in an empty shadow from facts alone: each statement by itself, so that one that fails takes no other along. Throws `shadow_failed`, `disk_full`, `cancelled`. */
export async function carryDdl(wanted: Snapshot, shadow: Shadow, title: string, signal: AbortSignal): Promise<Diagnostic[]> {
  const empty = await readEnvironment(shadow.engine, shadow.environment, { signal })
  const { actions } = planChange(empty, without(wanted, leftOut), kinds, { version: empty.head.serverVersionNum })
  return withShadowSession(shadow, signal, title, async (client) => {
    await client.query(silentSql).catch(() => {})
    for (const setting of planSettings) await client.query(`SET ${setting}`)
    const failures = await runAll(client, actions, title, signal)
    const notes = failures.slice(0, mostTold).map(({ action, problem }) => shadowNote('shadow-not-carried', 'warning', `${action.subject} could not be carried to the shadow: ${problem}`, { subject: action.subject }))
    return failures.length <= mostTold ? notes : [...notes, shadowNote('shadow-not-carried', 'warning', `${failures.length - mostTold} more statements failed in the shadow.`)]
  })
}

interface Failure {
  action: PlannedAction
  problem: string
}

async function runAll(client: pg.Client, actions: readonly PlannedAction[], title: string, signal: AbortSignal): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const action of actions) {
    if (signal.aborted) throw new AppError('cancelled')
    try {
      await client.query(action.sql)
    } catch (thrown) {
      const problem = thrown instanceof Error ? thrown.message : String(thrown)
      if (isLoss(problem) || (thrown as { code?: string }).code === '53100') throw shadowFailure(thrown, title, signal)
      failures.push({ action, problem })
    }
  }
  return failures
}

/** A snapshot without the facts of some kinds, and what hangs on these. */
function without(snapshot: Snapshot, gone: ReadonlySet<string>): Snapshot {
  const isGone = (id: string | null): boolean => {
    const fact = id === null ? undefined : snapshot.get(id)
    return fact !== undefined && (gone.has(fact.kind) || isGone(fact.parent))
  }
  const facts = [...snapshot.facts.values()].filter(({ id }) => !isGone(id))
  const kept = new Set(facts.map(({ id }) => id))
  return new Snapshot(snapshot.head, facts, snapshot.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)))
}
