import type pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { qualified } from '#shared/sql/quote.ts'
import { dropIndexSql, invalidIndexesSql } from './run.sql.ts'

export interface InvalidIndex {
  oid: string
  schema: string
  name: string
  table: string
}

/** Indexes that a failed CREATE INDEX or REINDEX CONCURRENTLY left behind: they cost writes and serve no query. */
export async function readInvalidIndexes(client: pg.Client): Promise<InvalidIndex[]> {
  return (await client.query<InvalidIndex>(invalidIndexesSql)).rows
}

export function invalidIndexDiagnostic(index: InvalidIndex): Diagnostic {
  const name = qualified(index.schema, index.name)
  return {
    code: 'invalid-index', severity: 'warning', subject: name,
    message: `Index ${name} on ${index.table} is invalid: a statement that built it concurrently did not come to its end.`,
    help: `It slows down writes and serves no query, and IF NOT EXISTS would take it for finished. Drop it with ${dropIndexSql(index)}, or rebuild it with REINDEX INDEX CONCURRENTLY ${name}.`,
    params: { index: name, table: index.table },
  }
}
