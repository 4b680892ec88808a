import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { DatabaseSession } from '#shared/contract/restores.ts'
import type { Engine } from '../engine.ts'
import { endSessionsSql, preparedSql, sessionsSql, type SessionRow } from './restores.sql.ts'

/** Who is connected to a database, the oldest session first. */
export async function readSessions(client: pg.Client, oid: string, actor: Engine['actor']): Promise<DatabaseSession[]> {
  const { rows } = await client.query<SessionRow>(sessionsSql, [oid])
  return rows.map((row) => ({ ...row, since: (row.since ?? new Date()).toISOString(), own: isOwn(row, actor) }))
}

/** Such as a window that looks at the schema; one that works is asked for like any other. */
function isOwn({ application, state }: SessionRow, { user, host }: Engine['actor']): boolean {
  return application.startsWith('strata ') && application.endsWith(` ${user}@${host}`) && state === 'idle'
}

/** Such as "psql of mia from 10.0.0.7 (active), 3 of app (idle)". */
export function sessionWords(sessions: readonly DatabaseSession[]): string {
  const counts = new Map<string, number>()
  for (const { user, application, client, state } of sessions) {
    const words = `${application === '' ? 'a program' : `"${application}"`} of ${user}${client === null ? '' : ` from ${client}`}${state === '' ? '' : ` (${state})`}`
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  const all = [...counts].map(([words, count]) => (count === 1 ? words : `${count} of ${words}`))
  return all.length > 5 ? `${all.slice(0, 5).join(', ')} and ${all.length - 5} more` : all.join(', ')
}

/** Throws `target_in_use` for sessions that were not allowed to be ended, that may not be ended, and for prepared transactions. */
export async function refuseSessions(client: pg.Client, place: Place, endSessions: boolean): Promise<void> {
  const sessions = (await readSessions(client, place.oid, place.actor)).filter(({ own }) => !own)
  const stuck = endSessions ? sessions.filter(({ endable }) => !endable) : sessions
  if (stuck.length > 0) throw inUse(place.database, sessionWords(stuck), endSessions ? 'This user may not end these sessions: that takes their role, pg_signal_backend, or for those of a superuser a superuser.' : undefined)
  const prepared = await readPrepared(client, place.database)
  if (prepared.length > 0) throw inUse(place.database, `prepared transactions ${prepared.join(', ')}`, 'Commit or roll back these transactions: COMMIT PREPARED or ROLLBACK PREPARED.')
}

export async function readPrepared(client: pg.Client, database: string): Promise<string[]> {
  return (await client.query<{ gid: string }>(preparedSql, [database])).rows.map(({ gid }) => gid)
}

export interface Place {
  database: string
  oid: string
  actor: Engine['actor']
}

const patienceMs = 15_000

/** Ends every session of a database that takes no new ones; gives how many. Throws `target_in_use` when some do not end. */
export async function endSessions(client: pg.Client, place: Place, signal: AbortSignal): Promise<number> {
  const ended = new Set<number>()
  const deadline = Date.now() + patienceMs
  // A session that was let in before the door was closed shows itself a moment later: two looks must find nobody.
  for (let empty = 0; empty < 2; ) {
    signal.throwIfAborted()
    const sessions = await readSessions(client, place.oid, place.actor)
    empty = sessions.length === 0 ? empty + 1 : 0
    if (sessions.length > 0 && Date.now() > deadline) throw inUse(place.database, sessionWords(sessions), 'They were asked to end and did not. See what they do on the server, then try again.')
    await client.query(endSessionsSql, [place.oid, sessions.map(({ pid }) => pid)])
    for (const { pid, own } of sessions) if (!own) ended.add(pid)
    await wait(100)
  }
  return ended.size
}

function inUse(database: string, sessions: string, help?: string): AppError {
  return new AppError('target_in_use', { database, sessions }, { state: 'Nothing was changed.', ...(help && { help }) })
}
