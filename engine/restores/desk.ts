import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { connect } from '../postgres/connect.ts'
import { toConnectionError } from '../postgres/pg-error.ts'
import { freeTimeoutsSql } from '../backups/catalog.sql.ts'
import { databasesSql, tendedSql, userSql, type DatabaseRow, type UserRow } from './restores.sql.ts'

/** What the steps of a swap share. The session is in neither of the two databases. */
export interface Desk extends Pick<JobContext, 'signal' | 'progress' | 'log'> {
  engine: Engine
  environment: Environment
  client: pg.Client
  /** Name that applications connect to. */
  database: string
}

const besides = ['postgres', 'template1'] as const

/** A session on the server that is not in the environment's database. */
async function connectElsewhere(engine: Engine, environment: Environment, purpose: string, signal: AbortSignal): Promise<pg.Client> {
  let last: unknown
  for (const database of besides.filter((name) => name !== environment.connection.database)) {
    try {
      return await connect(engine, environment, { database, purpose, signal })
    } catch (thrown) {
      if (signal.aborted) throw thrown
      last = thrown
    }
  }
  throw last
}

export type DeskJob = Pick<JobContext, 'signal' | 'progress' | 'log'>

/** For looks that no job belongs to. */
export const quietJob = (signal: AbortSignal = AbortSignal.timeout(20_000)): DeskJob & { purpose: string } => ({ signal, progress: () => {}, log: () => {}, purpose: 'look' })

/** While such a session is open, its swap is under way and not cut off. */
const swapPurpose = 'replace'

/** Whether the Strata that began a swap is still at it. */
export async function isTended(client: pg.Client, { by }: { by: string }): Promise<boolean> {
  const { rows } = await client.query<{ tended: boolean }>(tendedSql, [`strata ${swapPurpose} ${by}`.slice(0, 63)])
  return rows[0]?.tended ?? false
}

export async function withDesk<T>(engine: Engine, environment: Environment, job: DeskJob & { purpose?: string }, work: (desk: Desk) => Promise<T>): Promise<T> {
  const client = await connectElsewhere(engine, environment, job.purpose ?? swapPurpose, job.signal)
  try {
    await client.query(freeTimeoutsSql)
    return await work({ signal: job.signal, progress: job.progress, log: job.log, engine, environment, client, database: environment.connection.database })
  } catch (thrown) {
    if (job.signal.aborted && !(thrown instanceof AppError)) throw new AppError('cancelled', {}, { cause: thrown })
    throw toConnectionError(thrown, environment)
  } finally {
    await client.end().catch(() => {})
  }
}

export async function readDatabases({ client, database }: Pick<Desk, 'client' | 'database'>): Promise<DatabaseRow[]> {
  return (await client.query<DatabaseRow>(databasesSql, [null, database])).rows
}

export async function readUser(client: pg.Client): Promise<UserRow> {
  return (await client.query<UserRow>(userSql)).rows[0] as UserRow
}
