import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Replaced } from '#shared/contract/restores.ts'
import type { Engine } from '../engine.ts'
import { writeEventTo } from '../history/journal-event.ts'
import { quietJob, readDatabases, readUser, withDesk, type Desk } from './desk.ts'
import { readMark, type ReplacedMark } from './marks.ts'
import { dropDatabaseSql, templateSql, type DatabaseRow, type UserRow } from './restores.sql.ts'
import { readSessions, sessionWords } from './sessions.ts'

export interface KeptDatabase {
  row: DatabaseRow
  mark: ReplacedMark
}

/** Databases that were replaced by one of this name and are kept, the newest first. Only marks of its owner, of this user or of a superuser are believed. */
export function keptDatabases(databases: readonly DatabaseRow[], database: string): KeptDatabase[] {
  const kept = databases.flatMap((row) => {
    const mark = row.trusted ? readMark(row.comment) : undefined
    return mark?.kind === 'replaced' && mark.database === database ? [{ row, mark }] : []
  })
  return kept.toSorted((a, b) => b.mark.at.localeCompare(a.mark.at))
}

export async function listReplaced(engine: Engine, environment: Environment, signal?: AbortSignal): Promise<Replaced[]> {
  return withDesk(engine, environment, quietJob(signal), async (desk) => {
    const user = await readUser(desk.client)
    return keptDatabases(await readDatabases(desk), desk.database).map((kept) => describe(kept, user))
  })
}

function describe({ row, mark }: KeptDatabase, { user, createDatabase }: UserRow): Replaced {
  const problem = row.owned && createDatabase ? null : `User ${user} may not: that takes the rights of its owner ${row.owner} and CREATEDB.`
  return { database: row.name, of: mark.database, at: mark.at, by: mark.by, reason: mark.reason, backup: mark.backup, until: mark.until, expired: isOver(mark), bytes: row.bytes, problem }
}

function isOver({ until }: ReplacedMark): boolean {
  return until !== null && until <= new Date().toISOString()
}

/** Throws `not_found` for any database that is not one of these. */
export function findKept(databases: readonly DatabaseRow[], { database }: Pick<Desk, 'database'>, name: string): KeptDatabase {
  const found = keptDatabases(databases, database).find(({ row }) => row.name === name)
  if (!found) throw new AppError('not_found', { what: 'replaced database', name })
  return found
}

export interface DropReason {
  reason: string
}

/** Drops one for good. Throws `not_found`, `target_in_use`, `permission_denied`. */
export async function dropReplaced(engine: Engine, environment: Environment, name: string, { reason }: DropReason): Promise<void> {
  await withDesk(engine, environment, quietJob(AbortSignal.timeout(60_000)), async (desk) => {
    const kept = findKept(await readDatabases(desk), desk, name)
    await dropOne(desk, kept, reason, 'Dropped')
  })
}

export interface Expiry {
  dropped: string[]
  /** Whose time is over and that could not be dropped. */
  kept: { database: string; problem: string }[]
}

/**
 * Drops the replaced databases whose time is over; the time was said before they were kept. One that is in use stays. With `dryRun` it only
 * says which.
 */
export async function dropExpiredReplaced(engine: Engine, environment: Environment, { reason, dryRun = false }: DropReason & { dryRun?: boolean }): Promise<Expiry> {
  return withDesk(engine, environment, quietJob(AbortSignal.timeout(60_000)), async (desk) => {
    const over = keptDatabases(await readDatabases(desk), desk.database).filter(({ mark }) => isOver(mark))
    if (dryRun) return { dropped: over.map(({ row }) => row.name), kept: [] }
    const expiry: Expiry = { dropped: [], kept: [] }
    for (const kept of over) {
      try {
        await dropOne(desk, kept, reason, 'The time was over of')
        expiry.dropped.push(kept.row.name)
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown
        expiry.kept.push({ database: kept.row.name, problem: thrown.message })
      }
    }
    return expiry
  })
}

async function dropOne(desk: Desk, { row, mark }: KeptDatabase, reason: string, verb: string): Promise<void> {
  const { client, engine, environment } = desk
  const started = Date.now()
  const sessions = await readSessions(client, row.oid, engine.actor)
  if (sessions.length > 0) throw inUse(row.name, sessionWords(sessions))
  try {
    if (row.isTemplate) await client.query(templateSql(row.name, false))
    await client.query(dropDatabaseSql(row.name))
  } catch (thrown) {
    throw dropError(thrown, desk, row.name)
  }
  const description = `${verb} ${row.name}, which was ${mark.database} until ${mark.at.slice(0, 10)}`
  await writeEventTo(engine, environment, { kind: 'replaced_dropped', runId: randomUUID(), actor: engine.actor, reason, backupId: mark.backup, version: null, description, ms: Date.now() - started, problem: null }, desk.log)
}

function dropError(thrown: unknown, { environment }: Desk, name: string): unknown {
  if (!(thrown instanceof pg.DatabaseError)) return thrown
  if (thrown.code === '55006') return inUse(name, thrown.detail ?? thrown.message)
  if (thrown.code === '42501') return new AppError('permission_denied', { user: environment.connection.user, problem: thrown.message }, { state: 'Nothing was dropped.', cause: thrown })
  return thrown
}

function inUse(database: string, sessions: string): AppError {
  return new AppError('target_in_use', { database, sessions }, { state: 'It was not dropped.' })
}
