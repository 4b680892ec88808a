import pg from 'pg'
import type { Manifest, RestoreResult } from '#shared/contract/backups.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import { beginSnapshotSql, extensionsSql, localeSql, tableNamesSql } from './catalog.sql.ts'
import { compareWithManifest, type FoundDatabase } from './comparison.ts'
import { rowsOf } from './snapshot.ts'

export interface Verification {
  differences: RestoreResult['differences']
  tables: number
  rows: number
}

/** Counts every table of a restored database and compares it with the manifest. */
export async function verifyRestore(client: pg.Client, manifest: Manifest, progress: (progress: Progress) => void): Promise<Verification> {
  await client.query(beginSnapshotSql)
  const names = (await client.query<{ schema: string; name: string }>(tableNamesSql)).rows
  const extensions = (await client.query<{ name: string }>(extensionsSql)).rows.map(({ name }) => name)
  const [locale] = (await client.query<NonNullable<Manifest['locale']>>(localeSql)).rows
  const tables: FoundDatabase['tables'] = []
  for (const [index, { schema, name }] of names.entries()) {
    progress({ label: `Counting ${schema}.${name}`, done: index, total: names.length, unit: 'tables' })
    tables.push({ schema, name, rows: await countOrWords(client, { schema, name }) })
  }
  await client.query('ROLLBACK')
  const rows = tables.reduce((sum, table) => sum + (typeof table.rows === 'number' ? table.rows : 0), 0)
  return { differences: compareWithManifest(manifest, { tables, extensions, locale }), tables: tables.length, rows }
}

/** A table that may not be read, as one with forced row-level security, is told from one that is empty. */
async function countOrWords(client: pg.Client, table: { schema: string; name: string }): Promise<number | string> {
  await client.query('SAVEPOINT counting')
  try {
    return await rowsOf(client, table)
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError) || thrown.code !== '42501') throw thrown
    await client.query('ROLLBACK TO SAVEPOINT counting')
    return `could not be counted: ${thrown.message}`
  }
}
