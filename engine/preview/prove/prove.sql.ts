import { qualified, quoteIdentifier } from '#shared/sql/quote.ts'

/** $1 first schema in search_path, $2 lock_timeout, $3 statement_timeout, $4 whether for the transaction only; after RESET ALL. */
export const setupSql = `
SELECT set_config('search_path', CASE WHEN btrim(current_setting('search_path')) IN ('', '""') THEN $1 ELSE $1 || ', ' || current_setting('search_path') END, $4::boolean),
       set_config('lock_timeout', $2, $4::boolean), set_config('statement_timeout', $3, $4::boolean)`

/** Whoever a script has become and whatever it has set, the one who connected goes on as at first; each alone, for DISCARD ALL cannot be in a transaction. */
export const calmSqls: readonly string[] = ['DISCARD ALL', 'RESET ROLE']

/** Values have one text whatever the database's own settings: names with their schemas, times in UTC, every digit of a float. */
export const beginReadingSql = `
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = ''; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 3;
SET LOCAL bytea_output = 'hex'; SET LOCAL lc_monetary = 'C'; SET LOCAL xmlbinary = 'base64'; SET LOCAL row_security = off; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '5s'; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0`

/** As it was at `template`, in which nobody may be meanwhile. */
export function copyDatabaseSql(name: string, template: string): string {
  return `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE ${quoteIdentifier(template)}`
}

/** $1 a database that is to be copied. */
export const endSessionsSql = 'SELECT pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()'

export const endReadingSql = 'ROLLBACK'
export const savepointSql = 'SAVEPOINT strata_table'
export const rollbackToSql = 'ROLLBACK TO strata_table'

/** Before COMMIT: deferred triggers run now, so that what they write is counted, and what a script has set does not keep it from being asked for. */
export const beforeCommitSqls: readonly string[] = ['SET CONSTRAINTS ALL IMMEDIATE', 'SET LOCAL statement_timeout = 0']

/** Tables that this transaction has written to, by itself or through triggers and cascades; NULL: the server does not count. */
export const writtenSql = `
SELECT CASE WHEN pg_catalog.current_setting('track_counts')::boolean THEN ARRAY(
  SELECT c.oid::text FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'm')
     AND pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) > 0) END AS written`

/**
 * Tables that hold rows of their own (leaves of partitioned tables, not these themselves), with columns by name. `keys`: of the primary key. Where `shape` and `file`
 * are as before and nobody has written, the rows are as before: TRUNCATE and everything that writes a table anew gives it another file.
 */
export const tablesSql = `
SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'm' AS view, c.oid::text AS oid, c.relfilenode::text AS file,
       ARRAY(SELECT pg_catalog.concat_ws(' ', a.attnum, a.attname, a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum)::text AS shape,
       ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attname COLLATE "C") AS columns,
       ARRAY(SELECT a.attname::text FROM pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
              WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY a.attname COLLATE "C") AS keys
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE (c.relkind = 'r' OR c.relkind = 'm' AND c.relispopulated) AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
 ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`

export interface TableRow {
  schema: string
  name: string
  /** A materialized view. */
  view: boolean
  oid: string
  file: string
  shape: string
  columns: string[]
  keys: string[]
}

export const sequencesSql = `
SELECT n.nspname AS schema, c.relname AS name FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1, 2`

/** Where sequences stand: the last number that was given out, NULL before the first. */
export function positionsSql(sequences: readonly { schema: string; name: string }[]): string {
  return sequences.map(({ schema, name }, at) => `SELECT ${at} AS at, CASE WHEN is_called THEN last_value::text END AS last FROM ${qualified(schema, name)}`).join('\nUNION ALL ')
}

export interface PrintRow {
  at: number
  rows: string
  sum: string | null
  columns: string[] | null
  /** Hash of the key and hash of the row, of each row; null: too many. */
  hashes: string[] | null
}

const hashOf = (text: string) => `pg_catalog.hashtextextended((${text}) COLLATE "C", 0)`

/** Prints of tables that do not depend on the order of their rows, nor on that of their columns: sums of hashes. `most`: rows that are told one by one. */
export function printsSql(tables: readonly TableRow[], most: number): string {
  return tables.map((table, at) => `SELECT * FROM (${printSql(table, at, most)}) p${at}`).join('\nUNION ALL ')
}

function printSql({ schema, name, view, columns, keys }: TableRow, at: number, most: number): string {
  const from = `FROM ${view ? '' : 'ONLY '}${qualified(schema, name)} t`
  const valueOf = (column: string) => `t.${quoteIdentifier(column)}`
  const row = hashOf(`ROW(${columns.map(valueOf).join(', ')})::text`)
  const key = keys.length > 0 ? hashOf(`ROW(${keys.map(valueOf).join(', ')})::text`) : row
  const sums = columns.map((column) => `pg_catalog.sum(${hashOf(`coalesce(${valueOf(column)}::text, '(null)')`)})::text`)
  return `SELECT ${at} AS at, pg_catalog.count(*)::text AS rows, pg_catalog.sum(${row})::text AS sum, ARRAY[${sums.join(', ')}]::text[] AS columns,
       CASE WHEN pg_catalog.count(*) <= ${most} THEN (SELECT pg_catalog.array_agg(${key}::text || ' ' || ${row}::text) ${from}) END AS hashes ${from}`
}
