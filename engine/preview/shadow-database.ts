import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { createDatabaseSql, dropDatabaseSql } from '../backups/catalog.sql.ts'
import { connectBeside } from '../backups/new-database.ts'
import type { Engine } from '../engine.ts'
import type { LocalShadows } from './local-shadows.ts'
import { findPlace, type ShadowPlace, type ShadowRequest } from './shadow-place.ts'
import { abandonedShadowsSql } from './shadow.sql.ts'

/** Databases under this name are thrown away, by whoever finds them untended. */
export const shadowPrefix = 'strata_shadow_'

/** A shadow database that is there while it is worked with. */
export interface Shadow {
  /** With a vault that knows the password of its server. */
  engine: Engine
  /** With the shadow as its database. */
  environment: Environment
  major: number
  superuser: boolean
}

/** Makes an empty database on a server where that may be done, works with it and drops it, whatever happens. Throws `shadow_unavailable`. */
export async function withShadow<T>(engine: Engine, local: LocalShadows, request: ShadowRequest, work: (shadow: Shadow) => Promise<T>): Promise<T> {
  const place = await findPlace(engine, local, request)
  const token = randomBytes(6).toString('hex')
  // While this session is open, nobody takes the shadow for abandoned.
  const session = await connectBeside(place.engine, place.environment, `shadow ${token}`, request.signal)
  const name = shadowPrefix + token
  try {
    for (const old of await dropAbandoned(session)) request.log('info', `Dropped ${old}, the shadow database of a process that is gone`)
    await create(session, name, place)
    request.log('info', `Shadow database ${name} on ${place.title}`)
    const { engine: own, environment, major, superuser } = place
    return await work({ engine: own, environment: { ...environment, connection: { ...environment.connection, database: name } }, major, superuser })
  } finally {
    await drop(session, name, place)
    await session.end().catch(() => {})
  }
}

async function create(session: pg.Client, name: string, { title, major }: ShadowPlace): Promise<void> {
  try {
    await session.query(createDatabaseSql(name, undefined))
  } catch (thrown) {
    throw new AppError('shadow_unavailable', { problem: `${title} refuses a new database: ${thrown instanceof Error ? thrown.message : String(thrown)}`, major }, { cause: thrown })
  }
}

/** From a new session when the old one is lost; what cannot be dropped now is dropped by the next shadow there. */
async function drop(session: pg.Client, name: string, { engine, environment }: ShadowPlace): Promise<void> {
  await session.query(dropDatabaseSql(name)).catch(async () => {
    const again = await connectBeside(engine, environment, 'shadow', new AbortController().signal).catch(() => undefined)
    await again?.query(dropDatabaseSql(name)).catch(() => {})
    await again?.end().catch(() => {})
  })
}

async function dropAbandoned(session: pg.Client): Promise<string[]> {
  const names = (await session.query<{ name: string }>(abandonedShadowsSql, [shadowPrefix])).rows.map(({ name }) => name)
  for (const name of names) await session.query(dropDatabaseSql(name)).catch(() => {})
  return names
}
