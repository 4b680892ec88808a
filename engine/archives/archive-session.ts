import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { isLoss, pgErrorInfo, toConnectionError } from '../postgres/pg-error.ts'
import { readArchives, type StoredArchive } from './read-archives.ts'

/** Throws `not_found`. */
export async function findArchive(client: pg.Client, environment: Environment, table: string): Promise<StoredArchive> {
  const found = (await readArchives(client, environment)).find(({ archive }) => archive.table === table)
  if (!found) throw new AppError('not_found', { what: 'archive', name: table })
  return found
}

/** All or nothing, within limits that hold for this transaction. Throws `outcome_unknown` where the session was lost in COMMIT; `what` says what then is not known. */
export async function inLimits<T>(client: pg.Client, limits: readonly string[], what: string, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    for (const sql of limits) await client.query(sql)
    const result = await work()
    await commit(client, what)
    return result
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => {})
    throw thrown
  }
}

async function commit(client: pg.Client, what: string): Promise<void> {
  try {
    await client.query('COMMIT')
  } catch (thrown) {
    throw isLoss(thrown) ? new AppError('outcome_unknown', { what }, { cause: thrown, help: 'When the server answers again, list the archives and look at the timeline.' }) : thrown
  }
}

const state = 'Nothing was changed.'

/** What the server said, as the error that fits. */
export function archiveError(thrown: unknown, environment: Environment, table: string, cancelled: boolean): unknown {
  if (!(thrown instanceof pg.DatabaseError)) return toConnectionError(thrown, environment)
  const options = { pg: pgErrorInfo(thrown), state, cause: thrown }
  if (thrown.code === '57014' && cancelled) return new AppError('cancelled', {}, options)
  if (thrown.code === '55P03') return new AppError('lock_timeout', { timeout: `${environment.policies.lockTimeoutMs} ms`, attempts: 1 }, options)
  if (isLoss(thrown) || thrown.code === '42501') return toConnectionError(thrown, environment)
  return new AppError('statement_failed', { file: table, line: 1, problem: thrown.message }, { ...options, help: 'Remove what stands in the way, then try again.' })
}
