import { qualified, quoteIdentifier } from '#shared/sql/quote.ts'

/** Somebody looks at a table for a moment: what takes longer is not worth waiting for, and nothing may be changed by a function that a view calls. */
export const beginRowsSql = `
BEGIN TRANSACTION READ ONLY;
SET LOCAL search_path = '';
SET LOCAL statement_timeout = '5s';
SET LOCAL lock_timeout = '5s';
SET LOCAL idle_in_transaction_session_timeout = '60s';
SET LOCAL datestyle = 'ISO';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL bytea_output = 'hex';
SET LOCAL row_security = on`

/** Columns of a relation that may be selected from, $1 its schema and $2 its name; no rows: there is none. */
export const rowColumnsSql = `
SELECT a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT') AS allowed
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
 WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attnum`

export interface RowColumn {
  name: string
  type: string
  allowed: boolean
}

/** Values as text, each cut a character past `cells` on the server, so that a large one does not travel; $1 rows at most. */
export function rowsSql(relation: { schema: string; name: string }, columns: readonly string[], cells: number): string {
  const list = columns.map((name, index) => `pg_catalog.left(t.${quoteIdentifier(name)}::text, ${cells + 1}) AS c${index}`).join(', ')
  return `SELECT ${list} FROM ${qualified(relation.schema, relation.name)} AS t LIMIT $1`
}
