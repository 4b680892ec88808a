import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { dropDatabaseSql } from '../../backups/catalog.sql.ts'
import { connectBeside } from '../../backups/new-database.ts'
import type { Engine } from '../../engine.ts'
import { toConnectionError } from '../../postgres/pg-error.ts'
import { shadowPlacesOf, type Candidate } from '../shadow-place.ts'
import { shadowPrefix } from '../shadow-server.ts'
import { shadowsSql, type ShadowRow } from '../shadow.sql.ts'

export interface FoundShadow {
  name: string
  /** In words, as a preview says where it ran. */
  server: string
  bytes: number
  /** Still worked with. */
  inUse: boolean
}

/**
 * The shadow databases of this user on the servers where those of the environment are made. Servers of this machine are not asked: what
 * a process that is gone has left there goes with its server. Throws the errors of connections where no server answers.
 */
export async function listShadows(engine: Engine, environment: Environment, signal: AbortSignal): Promise<FoundShadow[]> {
  const found = await onServers(engine, environment, signal, async (session, { subject }) => {
    const { rows } = await session.query<ShadowRow>(shadowsSql, [shadowPrefix])
    return rows.map((row): FoundShadow => ({ ...row, server: subject }))
  })
  // Both addresses may lead to one server.
  return [...new Map(found.map((one) => [one.name, one])).values()]
}

/** Drops those that nobody works with; gives their names. */
export async function dropShadows(engine: Engine, environment: Environment, signal: AbortSignal): Promise<string[]> {
  return onServers(engine, environment, signal, async (session) => {
    const { rows } = await session.query<ShadowRow>(shadowsSql, [shadowPrefix])
    const names = rows.filter(({ inUse }) => !inUse).map(({ name }) => name)
    for (const name of names) await session.query(dropDatabaseSql(name))
    return names
  })
}

/** One server after the other; one that does not answer is passed over as long as another does. */
async function onServers<T>(engine: Engine, environment: Environment, signal: AbortSignal, work: (session: pg.Client, place: Candidate) => Promise<T[]>): Promise<T[]> {
  const places = shadowPlacesOf([environment])
  const results = await Promise.allSettled(places.map((place) => onServer(engine, place, signal, work)))
  if (signal.aborted) throw new AppError('cancelled')
  const failed = results.filter((result) => result.status === 'rejected')
  if (failed[0] && failed.length === results.length) throw failed[0].reason
  return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
}

async function onServer<T>(engine: Engine, place: Candidate, signal: AbortSignal, work: (session: pg.Client, place: Candidate) => Promise<T[]>): Promise<T[]> {
  const session = await connectBeside(engine, place.environment, 'shadows', signal)
  try {
    return await work(session, place)
  } catch (thrown) {
    throw toConnectionError(thrown, place.environment)
  } finally {
    await session.end().catch(() => {})
  }
}
