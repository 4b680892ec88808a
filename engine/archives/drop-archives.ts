import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { connect } from '../postgres/connect.ts'
import { archiveError, findArchive, inLimits } from './archive-session.ts'
import { writeArchiveEvent } from './archive-event.ts'
import { dropArchiveSql, limitsSql } from './archives.sql.ts'
import { readArchives, type StoredArchive } from './read-archives.ts'

type Connecting = Pick<Engine, 'vault' | 'actor'>

/** Throws `not_found`. */
export async function dropArchive(engine: Connecting, environment: Environment, table: string, reason: string | undefined): Promise<void> {
  await withClient(engine, environment, table, async (client) => {
    const found = await findArchive(client, environment, table)
    await dropAll(engine, client, environment, [found], reason, 'Dropped the archive')
  })
}

/** Names of the archives whose time is over. */
export async function expiredArchives(engine: Connecting, environment: Environment): Promise<string[]> {
  return withClient(engine, environment, 'strata_archive', async (client) => (await expired(client, environment)).map(({ archive }) => archive.table))
}

/** Drops the archives whose time is over, all or none. */
export async function expireArchives(engine: Connecting, environment: Environment, reason: string | undefined): Promise<string[]> {
  return withClient(engine, environment, 'strata_archive', async (client) => {
    const found = await expired(client, environment)
    await dropAll(engine, client, environment, found, reason, 'The time was over of the archive')
    return found.map(({ archive }) => archive.table)
  })
}

async function expired(client: pg.Client, environment: Environment): Promise<StoredArchive[]> {
  const now = new Date().toISOString()
  return (await readArchives(client, environment)).filter(({ archive: { expiresAt } }) => expiresAt !== null && expiresAt <= now)
}

async function dropAll({ actor }: Connecting, client: pg.Client, environment: Environment, archives: readonly StoredArchive[], reason: string | undefined, what: string): Promise<void> {
  if (archives.length === 0) return
  const run = { runId: randomUUID(), actor, reason }
  await inLimits(client, limitsSql(environment.policies.lockTimeoutMs, environment.policies.statementTimeoutMs), 'the archive was dropped', async () => {
    for (const { archive } of archives) {
      await client.query(dropArchiveSql(archive.table))
      await writeArchiveEvent(client, environment, run, `${what} ${archive.table}${archive.relation === '' ? '' : ` of ${archive.relation}`}, ${archive.rows} rows`, archive)
    }
  })
}

async function withClient<T>(engine: Connecting, environment: Environment, what: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(engine, environment, { purpose: 'archives' })
  try {
    return await work(client)
  } catch (thrown) {
    throw archiveError(thrown, environment, what, false)
  } finally {
    await client.end().catch(() => {})
  }
}
