import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { connect } from '../postgres/connect.ts'
import {
  abandonedRestoresSql, commentDatabaseSql, createDatabaseSql, databaseExistsSql, dropDatabaseSql, renameDatabaseSql, uncommentDatabaseSql, type DatabaseLocale,
} from './catalog.sql.ts'

/** A database under this name is an incomplete restore: it gets its own name only when it is whole. */
export const workingPrefix = 'strata_restoring_'

export function newRestoreToken(): string {
  return randomBytes(4).toString('hex')
}

export function workingName(token: string): string {
  return workingPrefix + token
}

/** Purpose of the session that tends a restore: while it is open, nobody takes the working database for abandoned. */
export function tendingPurpose(token: string): string {
  return `restore ${token}`
}

/** A session beside the databases that are restored: in `postgres`, or else in the environment's own database. */
export async function connectBeside(engine: Engine, environment: Environment, purpose: string, signal: AbortSignal): Promise<pg.Client> {
  try {
    return await connect(engine, environment, { database: 'postgres', purpose, signal })
  } catch (thrown) {
    if (signal.aborted || environment.connection.database === 'postgres') throw thrown
    return connect(engine, environment, { purpose, signal })
  }
}

export async function refuseExisting(client: pg.Client, database: string): Promise<void> {
  if ((await client.query(databaseExistsSql, [database])).rowCount) throw new AppError('target_exists', { database }, { state: 'Nothing was changed.' })
}

/** Makes the working database as the original was, as far as this server can. */
export async function createWorking(client: pg.Client, name: string, locale: Manifest['locale'], note: string, warn: (text: string) => void): Promise<void> {
  try {
    await client.query(createDatabaseSql(name, locale?.encoding, locale satisfies DatabaseLocale | undefined))
  } catch (thrown) {
    if (!locale || !isLocaleProblem(thrown)) throw thrown
    warn(`This server does not have the locale of the original (${thrown.message}); the new database gets the server's own.`)
    await client.query(createDatabaseSql(name, locale.encoding)).catch(async (again: unknown) => {
      if (!isLocaleProblem(again)) throw again
      warn(`The encoding ${locale.encoding} does not go with it (${again.message}).`)
      await client.query(createDatabaseSql(name, undefined))
    })
  }
  await client.query(commentDatabaseSql(name, note))
}

/** invalid_parameter_value and wrong_object_type are what servers say of locales they do not have. */
function isLocaleProblem(thrown: unknown): thrown is pg.DatabaseError {
  return thrown instanceof pg.DatabaseError && ['22023', '42809', '42704', '0A000'].includes(thrown.code ?? '')
}

/** Gives the finished database its own name; throws `target_exists` when someone took that name meanwhile. */
export async function nameFinished(client: pg.Client, working: string, database: string): Promise<void> {
  try {
    await client.query(uncommentDatabaseSql(working))
    await client.query(renameDatabaseSql(working, database))
  } catch (thrown) {
    if (thrown instanceof pg.DatabaseError && thrown.code === '42P04') throw new AppError('target_exists', { database }, { cause: thrown })
    throw thrown
  }
}

export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(dropDatabaseSql(name))
}

/** Drops what restores that were killed have left on this server; gives the names. */
export async function dropAbandoned(client: pg.Client): Promise<string[]> {
  const names = (await client.query<{ name: string }>(abandonedRestoresSql, [workingPrefix])).rows.map(({ name }) => name)
  for (const name of names) await client.query(dropDatabaseSql(name))
  return names
}
