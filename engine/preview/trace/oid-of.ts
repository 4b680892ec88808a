import type pg from 'pg'
import { quoteIdentifier } from '#shared/sql/quote.ts'
import type { StatementTarget } from '#shared/sql/targets.ts'
import { oidOfNameSql } from './truncate.sql.ts'

/** Oid of a relation by the session's own search_path. */
export async function oidOf(client: pg.Client, { schema, name }: StatementTarget): Promise<string | undefined> {
  const written = [...(schema === undefined ? [] : [schema]), name].map(quoteIdentifier).join('.')
  const { rows } = await client.query<{ oid: string | null }>(oidOfNameSql, [written])
  return rows[0]?.oid ?? undefined
}
