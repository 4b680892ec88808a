import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '#engine/engine.ts'
import { makeEngine } from './test-engine.ts'

export { environmentAt, recorder } from './test-engine.ts'

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'strata-backups-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An engine that knows these environments and keeps its files in a folder of the test's own. */
export function testEngine(environments: Environment[], dataFolder = temporaryFolder()): Engine {
  return makeEngine(environments, dataFolder)
}

/** Rows from another database of the same server. */
export async function queryAt(url: string, database: string, sql: string): Promise<Record<string, unknown>[]> {
  const at = new URL(url)
  at.pathname = `/${database}`
  const client = new pg.Client({ connectionString: at.href })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** The database that a restore was to make, and working databases of restores into it. */
export async function databasesFor(url: string, into: string): Promise<string[]> {
  const rows = await queryAt(url, 'postgres', `SELECT datname AS name FROM pg_database WHERE datname = '${into}' OR shobj_description(oid, 'pg_database') LIKE '% into ${into} %' ORDER BY 1`)
  return rows.map(({ name }) => String(name))
}
