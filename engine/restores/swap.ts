import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import { isLoss, pgErrorInfo } from '../postgres/pg-error.ts'
import { renameDatabaseSql } from '../backups/catalog.sql.ts'
import { readDatabases, withDesk, type Desk } from './desk.ts'
import { markComment, type SwapMark } from './marks.ts'
import { allowConnectionsSql, beginSwapSql, durableSql, lockWaitSql, oidOfSql, setCommentSql } from './restores.sql.ts'
import { endSessions, refuseSessions } from './sessions.ts'
import { standingOf, type Standing } from './standing.ts'

export interface Swapped {
  /** Sessions that were ended. */
  ended: number
  /** False where nobody had the name any more. */
  keptAside: boolean
  notes: string[]
}

/**
 * Closes the database, ends its sessions and swaps the names in one transaction. What fails before the transaction leaves the database open
 * as it was, with the ready one still beside it. Throws `target_in_use`, `outcome_unknown`, `connection_lost`, `restore_failed`.
 */
export async function swap(desk: Desk, mark: SwapMark, options: { endSessions: boolean }): Promise<Swapped> {
  const standing = standingOf(await readDatabases(desk), mark)
  const { old, ready } = standing
  if (!ready || standing.side === 'after') throw held(desk, mark, `the database that was to become ${mark.database} is not there any more`)
  if (!old || standing.named !== old) return takeFreeName(desk, mark, standing)
  const place = { database: mark.database, oid: old.oid, actor: desk.engine.actor }
  await refuseSessions(desk.client, place, options.endSessions)
  desk.progress({ label: `Closing ${mark.database} to new connections` })
  await desk.engine.swaps.step(mark.id, 'closing')
  try {
    await desk.client.query(allowConnectionsSql(old.name, false))
    await desk.engine.swaps.step(mark.id, 'ending')
    desk.progress({ label: `Ending the sessions in ${mark.database}` })
    const ended = await endSessions(desk.client, place, desk.signal)
    desk.progress({ label: 'Swapping the names' })
    const notes = await inOneTransaction(desk, mark, ready.name)
    return { ended, keptAside: true, notes }
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'outcome_unknown') throw thrown
    const state = await reopen(desk, mark)
    throw withState(desk, mark, thrown, state)
  }
}

/** Nobody has the name: the ready database takes it, and nothing goes aside. */
async function takeFreeName(desk: Desk, mark: SwapMark, { named, ready, old }: Standing): Promise<Swapped> {
  if (named || !ready) throw held(desk, mark, `another database has the name ${mark.database} now`)
  await desk.engine.swaps.step(mark.id, 'swapping')
  await inTransaction(desk, [renameDatabaseSql(ready.name, mark.database), ...finishing(mark)], mark)
  await desk.engine.swaps.step(mark.id, 'swapped')
  return { ended: 0, keptAside: false, notes: [old ? `The database that was ${mark.database} had been renamed to ${old.name} by somebody, and stays so.` : `The database that was ${mark.database} had been dropped by somebody, so nothing is kept aside.`] }
}

const attempts = 3

/** Somebody may slip in between the look and the transaction; the server then refuses to rename. */
async function inOneTransaction(desk: Desk, mark: SwapMark, ready: string): Promise<string[]> {
  const place = { database: mark.database, oid: mark.oldOid, actor: desk.engine.actor }
  const statements = [renameDatabaseSql(mark.database, mark.aside), renameDatabaseSql(ready, mark.database), ...finishing(mark), ...keeping(mark)]
  for (let attempt = 1; ; attempt += 1) {
    desk.signal.throwIfAborted()
    await desk.engine.swaps.step(mark.id, 'swapping')
    try {
      const notes = await inTransaction(desk, statements, mark)
      await desk.engine.swaps.step(mark.id, 'swapped')
      return notes
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError) || thrown.code !== '55006' || attempt === attempts) throw thrown
      await endSessions(desk.client, { ...place }, desk.signal)
      await endSessions(desk.client, { ...place, oid: mark.newOid }, desk.signal)
    }
  }
}

function finishing({ database, new: now }: SwapMark): string[] {
  return [setCommentSql(database, now.comment), allowConnectionsSql(database, now.allowConnections)]
}

function keeping({ id, database, by, reason, envId, backup, aside, until, old, at }: SwapMark): string[] {
  const comment = markComment({ kind: 'replaced', id, database, at, by, reason, envId, backup, until, comment: old.comment })
  return [setCommentSql(aside, comment), allowConnectionsSql(aside, old.allowConnections)]
}

/** All of it or nothing; the object id under the name is looked at before COMMIT. Where COMMIT got no answer, the server is asked what is true. */
async function inTransaction(desk: Desk, statements: readonly string[], mark: SwapMark): Promise<string[]> {
  const { client } = desk
  await client.query(beginSwapSql)
  try {
    for (const sql of [durableSql, lockWaitSql, ...statements]) await client.query(sql)
    const named = (await client.query<{ oid: string }>(oidOfSql, [mark.database])).rows[0]
    if (named?.oid !== mark.newOid) throw held(desk, mark, 'somebody renamed a database at the same moment')
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => {})
    throw thrown
  }
  try {
    await client.query('COMMIT')
    return []
  } catch (thrown) {
    if (!isLoss(thrown)) throw thrown
    return afterLoss(desk, mark, thrown)
  }
}

const askAgainMs = [200, 1000, 2000, 4000, 8000]

/** The connection was lost while COMMIT was on its way: names and object ids say on which side of it the server is. */
async function afterLoss(desk: Desk, mark: SwapMark, cause: unknown): Promise<string[]> {
  for (const ms of askAgainMs) {
    await wait(ms)
    const found = await withDesk(desk.engine, desk.environment, { ...desk, signal: AbortSignal.timeout(10_000) }, async (again) => standingOf(await readDatabases(again), mark)).catch(() => undefined)
    if (found?.side === 'after') return ['The connection was lost while the names were swapped. The server was asked again: the swap took effect.']
    if (found) throw new AppError('connection_lost', {}, { state: `The server was asked again: nothing was swapped.`, cause })
  }
  throw new AppError('outcome_unknown', { what: `the names of ${mark.database} and its replacement were swapped` }, { cause, help: `When the server answers again, finish or go back: both are offered under Backups and by "strata restore unfinished".` })
}

/** Lets people in again; says what state that leaves. */
export async function reopen(desk: Desk, mark: SwapMark): Promise<string> {
  const open = async (at: Desk) => {
    const { old } = standingOf(await readDatabases(at), mark)
    if (old) await at.client.query(allowConnectionsSql(old.name, mark.old.allowConnections))
    await desk.engine.swaps.step(mark.id, 'ready')
    return `${old?.name ?? mark.database} is as it was and takes connections.`
  }
  try {
    return await open(desk).catch(() => withDesk(desk.engine, desk.environment, { ...desk, signal: AbortSignal.timeout(20_000) }, open))
  } catch {
    return `${mark.database} is as it was, but it may still refuse new connections: finish the swap or go back, as soon as the server answers.`
  }
}

function held(desk: Pick<Desk, 'database'>, mark: SwapMark, problem: string): AppError {
  return new AppError('restore_failed', { database: desk.database, problem }, { state: `Nothing was swapped.`, help: `See what is on the server, then finish or go back: strata restore unfinished (swap ${mark.id}).` })
}

function withState(desk: Desk, mark: SwapMark, thrown: unknown, state: string): unknown {
  if (desk.signal.aborted) return new AppError('cancelled', {}, { state, cause: thrown })
  if (thrown instanceof AppError) return Object.assign(thrown, { data: { ...thrown.data, state } })
  if (!(thrown instanceof pg.DatabaseError)) return thrown
  const options = { state, pg: pgErrorInfo(thrown), cause: thrown }
  if (isLoss(thrown)) return new AppError('connection_lost', {}, options)
  if (thrown.code === '42501') return new AppError('permission_denied', { user: desk.environment.connection.user, problem: thrown.message }, options)
  if (thrown.code === '55006') return new AppError('target_in_use', { database: mark.database, sessions: thrown.detail ?? thrown.message }, options)
  return new AppError('restore_failed', { database: mark.database, problem: thrown.message }, options)
}
