import { randomUUID } from 'node:crypto'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { SwapResult } from '#shared/contract/restores.ts'
import type { Engine } from '../engine.ts'
import { writeEventTo } from '../history/journal-event.ts'
import { readTarget } from './check-replace.ts'
import { readDatabases, withDesk, type Desk, type DeskJob } from './desk.ts'
import { findKept } from './replaced.ts'
import { refuseSessions } from './sessions.ts'
import { markSwap } from './swap-steps.ts'
import { swapOrGiveUp } from './swap-or-give-up.ts'

export interface PutBackOptions extends DeskJob {
  /** Name under which it is kept. */
  database: string
  reason: string
  endSessions: boolean
}

/** Swaps a replaced database and the present one; the present one is kept in turn. Errors: those of `restores.putBack`. */
export async function putBackReplaced(engine: Engine, environment: Environment, options: PutBackOptions): Promise<SwapResult> {
  const started = Date.now()
  const result = await withDesk(engine, environment, options, (desk) => inSteps(desk, options))
  const description = `Put ${options.database} back as ${result.database}${result.aside ? `; the one before is kept as ${result.aside.database}` : ''}`
  await writeEventTo(engine, environment, { kind: 'put_back', runId: randomUUID(), actor: engine.actor, reason: options.reason, backupId: null, version: null, description, ms: Date.now() - started, problem: null }, options.log)
  return { ...result, ms: Date.now() - started }
}

async function inSteps(desk: Desk, { database, reason, endSessions }: PutBackOptions): Promise<Omit<SwapResult, 'ms'>> {
  const { client, engine } = desk
  const target = await readTarget(desk)
  const kept = findKept(await readDatabases(desk), desk, database)
  const { actor } = engine
  if (!kept.row.owned) throw new AppError('permission_denied', { user: target.user.user, problem: `${database} belongs to ${kept.row.owner}` }, { state: 'Nothing was changed.' })
  for (const { name, oid } of [target.database, kept.row]) await refuseSessions(client, { database: name, oid, actor }, endSessions)
  const mark = await markSwap(desk, {
    old: target.database, ready: kept.row, aside: target.aside, until: target.until, backup: null, reason,
    // It was kept as it was, but for its comment.
    now: { comment: kept.mark.comment, allowConnections: kept.row.allowConnections }, before: kept.row.comment,
  })
  return swapOrGiveUp(desk, mark, endSessions)
}
