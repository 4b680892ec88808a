import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import { connect } from '../postgres/connect.ts'
import { toConnectionError } from '../postgres/pg-error.ts'
import { releaseLock, takeLock } from './run/lock.ts'
import type { SessionEngine } from './run/run-session.ts'

/** A session for reading. */
export async function withSession<T>(engine: SessionEngine, environment: Environment, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(engine, environment, { purpose: 'read' })
  try {
    return await work(client)
  } catch (thrown) {
    throw toConnectionError(thrown, environment)
  } finally {
    await client.end().catch(() => {})
  }
}

/** A session that holds the migration lock, for a change of the history alone. Throws `history_locked`. */
export async function withLock<T>(engine: SessionEngine, environment: Environment, work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withSession(engine, environment, async (client) => {
    await takeLock(client, environment)
    try {
      return await work(client)
    } finally {
      await releaseLock(client, environment).catch(() => {})
    }
  })
}

/** All or nothing. */
export async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    const result = await work()
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}
