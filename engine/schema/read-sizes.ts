import type pg from 'pg'
import type { ObjectPage } from '#shared/contract/schema.ts'
import { sizeSql, type SizeRow } from './size.sql.ts'

/** Schema and name of a relation, unquoted. */
export interface RelationName {
  schema: string
  name: string
}

/** What a table, index, sequence or materialized view takes; null where there is none of that name. Rows are -1 where nobody has counted. */
export async function readSizes(client: pg.ClientBase, { schema, name }: RelationName): Promise<ObjectPage['size']> {
  const [row] = (await client.query<SizeRow>(sizeSql, [schema, name])).rows
  if (!row) return null
  const { totalBytes, tableBytes, indexBytes, toastBytes, estimatedRows, unknown, lastVacuum, lastAnalyze } = row
  return {
    totalBytes: totalBytes ?? 0,
    tableBytes: tableBytes ?? 0,
    indexBytes: indexBytes ?? 0,
    toastBytes,
    estimatedRows: unknown ? -1 : estimatedRows,
    lastVacuum: lastVacuum?.toISOString() ?? null,
    lastAnalyze: lastAnalyze?.toISOString() ?? null,
  }
}
