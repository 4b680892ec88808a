import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  name: string
  url: string
  query<R extends pg.QueryResultRow = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<R[]>
  drop(): Promise<void>
}

/** Of this worker's server: database postgres as superuser. */
export function serverUrl(): string {
  const urls = inject('serverUrls')
  return urls[(Number(process.env['VITEST_POOL_ID'] ?? 1) - 1) % urls.length] as string
}

/** A fresh database on the run's throw-away server. */
export async function createDatabase(prefix = 'test'): Promise<TestDatabase> {
  const name = `${prefix}_${randomUUID().slice(0, 8)}`
  await onServer(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0`)
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 2 })
  pool.on('error', () => {})
  return {
    name,
    url: url.href,
    query: async <R extends pg.QueryResultRow>(sql: string, values?: unknown[]) => (await pool.query<R>(sql, values)).rows,
    drop: async () => {
      await pool.end()
      await onServer(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
    },
  }
}

/** Runs one statement as superuser in database postgres. */
export async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
