import type pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Blockers, PreviewedMigration, TracedLock } from '#shared/contract/preview.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { conflicts, modeOf } from '#shared/preview/lock-conflicts.ts'
import { qualified } from '#shared/sql/quote.ts'
import { beginSql, limitSql, locksSql, preparedSql, replicationSql, sessionsSql, type LockRow, type PreparedRow, type ReplicationRow, type SessionRow } from './blockers.sql.ts'
import { isOwnLook, sessionKind } from './session-kind.ts'
import { shortQuery } from './short-query.ts'

/** A lock that a statement of the batch will ask for. */
export interface WantedLock {
  script: string
  statement: number
  relation: string
  mode: TracedLock['mode']
  /** CREATE INDEX CONCURRENTLY and the like wait for every older transaction. */
  waitsForAll: boolean
}

/** Sessions that hold nothing of what is wanted are told from this many seconds on. */
const longSeconds = 60

type Session = Blockers['sessions'][number]

/** The locks of a preview on relations that others use. Of a statement that could not get its lock, the strongest on the tables that it names. */
export function wantedLocks(migrations: readonly PreviewedMigration[], before: Snapshot): WantedLock[] {
  return migrations.flatMap(({ script, statements, error }) =>
    statements.flatMap(({ number, locks, text, outcome }) => {
      if (outcome === 'failed' && error?.code === 'lock_timeout') return tablesNamed(text, before).map((relation) => ({ script, statement: number, relation, mode: 'ACCESS EXCLUSIVE' as const, waitsForAll: false }))
      const waitsForAll = /\bconcurrently\b/i.test(text)
      return locks.filter(({ isNew, kind }) => !isNew && kind !== 'catalog' && kind !== 'toast').map(({ relation, mode }) => ({ script, statement: number, relation, mode, waitsForAll }))
    }),
  )
}

function tablesNamed(text: string, before: Snapshot): string[] {
  const words = new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu))
  return [...before.facts.values()].filter(({ kind, path }) => kind === 'table' && words.has((path.at(-1) ?? '').toLowerCase())).map(({ path: [schema = '', name = ''] }) => qualified(schema, name))
}

/** Who on the server would make these locks wait right now, or waits already. Only reads, for 2 s at most a question. */
export async function findBlockers(client: pg.Client, wanted: readonly WantedLock[]): Promise<Blockers> {
  const relations = [...new Set(wanted.map(({ relation }) => relation))]
  await client.query(beginSql)
  try {
    await client.query(limitSql)
    const locks = (await client.query<LockRow>(locksSql, [relations])).rows
    const sessions = (await client.query<SessionRow>(sessionsSql)).rows.filter(({ application }) => !isOwnLook(application))
    const prepared = (await client.query<PreparedRow>(preparedSql)).rows
    const replication = (await client.query<ReplicationRow>(replicationSql)).rows
    const found = [...sessions.map((row) => sessionOf(row, locks, wanted)), ...prepared.map((row) => preparedOf(row, locks, wanted))]
    return {
      at: new Date().toISOString(),
      sessions: found.filter(isWorthTelling).toSorted((one, other) => other.stops.length - one.stops.length || (other.seconds ?? 0) - (one.seconds ?? 0)),
      replication: replication.map((row) => ({ ...row, state: row.state ?? 'not visible' })),
      notes: notesOf(sessions, found),
    }
  } finally {
    await client.query('ROLLBACK').catch(() => {})
  }
}

function sessionOf(row: SessionRow, locks: readonly LockRow[], wanted: readonly WantedLock[]): Session {
  const { pid, user, application, client, query, seconds, hidden } = row
  const relations = relationsOf(locks.filter((lock) => lock.pid === pid))
  const kind = sessionKind(row)
  return {
    pid, user, application, client, kind, relations, seconds: seconds === null ? null : Math.max(0, seconds),
    query: hidden || query === null ? null : shortQuery(query),
    stops: yields(row) ? [] : stopped(relations, wanted, row.holdsSnapshot),
  }
}

/** PostgreSQL ends an autovacuum that somebody waits for, unless it is to prevent wraparound. */
function yields(row: SessionRow): boolean {
  return sessionKind(row) === 'autovacuum' && !/to prevent wraparound/.test(row.query ?? '')
}

/** It has no process: its pid is said as 0. */
function preparedOf({ virtualTransaction, gid, user, seconds }: PreparedRow, locks: readonly LockRow[], wanted: readonly WantedLock[]): Session {
  const relations = relationsOf(locks.filter((lock) => lock.pid === null && lock.virtualTransaction === virtualTransaction))
  return { pid: 0, user, application: gid, client: null, kind: 'prepared_transaction', query: null, seconds, relations, stops: stopped(relations, wanted, true) }
}

function relationsOf(locks: readonly LockRow[]): Session['relations'] {
  return locks.flatMap(({ schema, name, mode: pgMode, granted }) => {
    const mode = modeOf(pgMode)
    return mode === undefined ? [] : [{ relation: qualified(schema, name), mode, granted }]
  })
}

/** Who asks later waits for those in the queue before it too, so that a lock that is not granted yet counts as well. */
function stopped(relations: Session['relations'], wanted: readonly WantedLock[], holdsSnapshot: boolean): Session['stops'] {
  const waiting = wanted.filter((lock) => (lock.waitsForAll && holdsSnapshot) || relations.some(({ relation, mode }) => relation === lock.relation && conflicts(mode, lock.mode)))
  const keys = new Map(waiting.map(({ script, statement }) => [`${script}\n${statement}`, { script, statement }]))
  return [...keys.values()]
}

const always: ReadonlySet<Session['kind']> = new Set(['dump', 'vacuum', 'index_build', 'migration', 'prepared_transaction'])

function isWorthTelling({ kind, stops, relations, seconds }: Session): boolean {
  return stops.length > 0 || relations.length > 0 || always.has(kind) || (seconds ?? 0) >= longSeconds
}

function notesOf(sessions: readonly SessionRow[], found: readonly Session[]): Diagnostic[] {
  const notes: Diagnostic[] = []
  const hidden = sessions.filter((row) => row.hidden).length
  if (hidden > 0) notes.push({ code: 'activity-hidden', severity: 'info', message: `What ${hidden} ${hidden === 1 ? 'session of another user does' : 'sessions of other users do'} cannot be seen, and not since when.`, help: 'Let the user see it: GRANT pg_read_all_stats TO its role.', params: { sessions: hidden } })
  const yielding = found.filter(({ kind, stops, relations }) => kind === 'autovacuum' && stops.length === 0 && relations.length > 0)
  if (yielding.length > 0) notes.push({ code: 'autovacuum-yields', severity: 'info', message: `Autovacuum works on ${yielding.flatMap(({ relations }) => relations.map(({ relation }) => relation)).join(', ')}. PostgreSQL ends it after deadlock_timeout when the migration waits for it; it begins anew later.` })
  return notes
}
