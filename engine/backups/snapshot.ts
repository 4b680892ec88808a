import pg from 'pg'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { qualified } from '#shared/sql/quote.ts'
import {
  beginSnapshotSql, countRowsSql, exportSnapshotSql, extensionsSql, historyVersionsSql, localeSql, lockTablesSql, settingsSql, tableNamesSql, tablesSql, type TableRow,
} from './catalog.sql.ts'
import { highestVersion, type HistoryVersion } from './highest-version.ts'

export interface Snapshot {
  /** For `pg_dump --snapshot`; valid while the session's transaction is open. */
  name: string
  tables: TableRow[]
  extensions: string[]
  locale: Manifest['locale']
  settings: NonNullable<Manifest['settings']>
  migrationVersion: string | null
}

/**
 * Opens a transaction whose view of the data pg_dump takes over, with every table locked against DROP and TRUNCATE
 * (which no snapshot protects from) until the rows have been counted. The session stays in that transaction.
 */
export async function openSnapshot(client: pg.Client, environment: Environment): Promise<Snapshot> {
  await client.query(beginSnapshotSql)
  const names = (await client.query<TableRow>(tableNamesSql)).rows.map(quotedName)
  if (names.length > 0) await client.query(lockTablesSql(names))
  const [exported] = (await client.query<{ snapshot: string }>(exportSnapshotSql)).rows
  const tables = (await client.query<TableRow>(tablesSql)).rows
  const extensions = (await client.query<{ name: string }>(extensionsSql)).rows.map(({ name }) => name)
  const [locale] = (await client.query<NonNullable<Manifest['locale']>>(localeSql)).rows
  const settings = (await client.query<Snapshot['settings'][number]>(settingsSql)).rows
  const migrationVersion = await readVersion(client, environment)
  return { name: exported?.snapshot ?? '', tables, extensions, locale, settings, migrationVersion }
}

/** Counts the rows of each table as the snapshot sees them. */
export async function countRows(client: pg.Client, tables: readonly TableRow[], onCount: (table: TableRow, rows: number) => void): Promise<Manifest['tables']> {
  const counted: Manifest['tables'] = []
  for (const table of tables) {
    const rows = await rowsOf(client, table)
    counted.push({ schema: table.schema, name: table.name, rows, bytes: table.bytes })
    onCount(table, rows)
  }
  return counted
}

export async function rowsOf(client: pg.Client, table: { schema: string; name: string }): Promise<number> {
  const [count] = (await client.query<{ rows: number }>(countRowsSql(quotedName(table)))).rows
  return count?.rows ?? 0
}

export function quotedName({ schema, name }: { schema: string; name: string }): string {
  return qualified(schema, name)
}

/** A history that is not there, or not ours to read, is no reason to make no backup. */
async function readVersion(client: pg.Client, { schema, historyTable }: Environment): Promise<string | null> {
  await client.query('SAVEPOINT history')
  try {
    const rows = (await client.query<HistoryVersion>(historyVersionsSql(quotedName({ schema, name: historyTable })))).rows
    await client.query('RELEASE SAVEPOINT history')
    return highestVersion(rows)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    await client.query('ROLLBACK TO SAVEPOINT history')
    return null
  }
}
