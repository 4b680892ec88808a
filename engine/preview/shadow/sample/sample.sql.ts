import { quoteIdentifier } from '#shared/sql/quote.ts'

const ours = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpersistence <> 't' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')"

/** Tables that hold rows themselves, and those whose partitions do. */
export const tablesSql = `
SELECT c.oid::int8::float8 AS oid, c.oid::pg_catalog.regclass::text AS name, c.relkind = 'p' AS partitioned, greatest(c.reltuples, 0)::float8 AS rows, c.relpages AS pages,
       CASE WHEN c.relkind = 'r' THEN coalesce(pg_catalog.pg_relation_size(c.oid), 0) ELSE 0 END::float8 AS bytes,
       CASE WHEN c.relkind = 'r' THEN coalesce(pg_catalog.pg_table_size(c.oid), 0) ELSE 0 END::float8 AS "tableBytes",
       pg_catalog.has_table_privilege(c.oid, 'SELECT') AS readable, pg_catalog.row_security_active(c.oid) AS filtered
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND ${ours}
 ORDER BY c.oid`

export interface TableRow {
  oid: number
  name: string
  partitioned: boolean
  /** -1 and 0 are both "not known". */
  rows: number
  pages: number
  /** Of its rows; with TOAST. */
  bytes: number
  tableBytes: number
  readable: boolean
  /** Policies hide rows from this user. */
  filtered: boolean
}

/** Columns in order, as JSON: name, type, and whether PostgreSQL computes it. */
export const columnsSql = `
SELECT c.oid::pg_catalog.regclass::text AS "table", json_agg(json_build_array(a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attgenerated <> '') ORDER BY a.attnum) AS columns
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relkind IN ('r', 'p') AND ${ours}
 GROUP BY c.oid`

export interface ColumnsRow {
  table: string
  columns: readonly (readonly [name: string, type: string, generated: boolean])[]
}

/** Foreign keys of tables that hold rows; those that stand on a partition of the referenced table only repeat the one above. */
export const foreignKeysSql = `
SELECT k.conrelid::int8::float8 AS "from", k.confrelid::int8::float8 AS "to",
       (SELECT array_agg(a.attname::text ORDER BY u.at) FROM unnest(k.conkey) WITH ORDINALITY u (attnum, at) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum) AS columns,
       (SELECT array_agg(a.attname::text ORDER BY u.at) FROM unnest(k.confkey) WITH ORDINALITY u (attnum, at) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum) AS referenced,
       (SELECT array_agg(pg_catalog.format_type(a.atttypid, NULL) ORDER BY u.at) FROM unnest(k.confkey) WITH ORDINALITY u (attnum, at) JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum) AS types,
       NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND (a.attnotnull OR a.attgenerated <> '')) AS nullable
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid AND c.relkind = 'r' LEFT JOIN pg_catalog.pg_constraint p ON p.oid = k.conparentid
 WHERE k.contype = 'f' AND p.conrelid IS DISTINCT FROM k.conrelid`

export interface ForeignKeyRow {
  from: number
  to: number
  columns: string[]
  referenced: string[]
  types: string[]
  /** All its columns. */
  nullable: boolean
}

/** Reading of rows whose keys are known goes by their indexes, also where a table is small. */
export const byIndexSql = 'SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off'
export const savepointSql = 'SAVEPOINT strata_sample'
export const rollbackToSql = 'ROLLBACK TO SAVEPOINT strata_sample'

export function limitTimeSql(milliseconds: number): string {
  return `SET LOCAL statement_timeout = ${Math.max(1, Math.round(milliseconds))}`
}

/** What is read of a row: all columns as a text that the row type reads again (`null`: a column that the source lacks or that is computed), and those of its foreign keys one by one. */
export interface RowShape {
  columns: readonly (string | null)[]
  keys: readonly string[]
}

function shapeSql({ columns, keys }: RowShape): string {
  const row = columns.map((name) => (name === null ? 'NULL' : quoteIdentifier(name))).join(', ')
  const texts = keys.map((name) => `CASE WHEN ${quoteIdentifier(name)} IS NULL THEN NULL ELSE format('%s', ${quoteIdentifier(name)}) END`)
  return `ctid::text AS ctid, ROW(${row})::text AS row, ARRAY[${texts.join(', ')}]::text[] AS keys`
}

export interface TakenRow {
  /** Place in the list of the query. */
  at: number
  ctid: string
  row: string
  keys: (string | null)[]
}

export interface FirstRows {
  table: string
  shape: RowShape
  limit: number
  /** Share of the pages that are looked at, in percent; null: the first ones. */
  percent: number | null
}

/** Some rows of each of these tables. */
export function firstRowsSql(wanted: readonly FirstRows[]): string {
  return wanted
    .map(({ table, shape, limit, percent }, at) => `(SELECT ${at} AS at, ${shapeSql(shape)} FROM ONLY ${table}${percent === null ? '' : ` TABLESAMPLE SYSTEM (${percent}) REPEATABLE (1)`} LIMIT ${limit})`)
    .join(' UNION ALL ')
}

/** The rows at those places, $1. */
export function rowsAtSql(table: string, shape: RowShape): string {
  return `SELECT 0 AS at, ${shapeSql(shape)} FROM ONLY ${table} WHERE ctid = ANY ($1::text[]::tid[])`
}

/** Where the rows are that have those keys: a parameter for each column. */
export function placesSql(table: string, partitioned: boolean, referenced: readonly string[], types: readonly string[]): string {
  const names = referenced.map((_, index) => `k${index}`)
  const join = referenced.map((name, index) => `p.${quoteIdentifier(name)} = u.k${index}::${types[index]}`).join(' AND ')
  return `
SELECT (u.n - 1)::int AS n, p.tableoid::int8::float8 AS "table", p.ctid::text AS ctid
  FROM unnest(${names.map((_, index) => `$${index + 1}::text[]`).join(', ')}) WITH ORDINALITY AS u (${names.join(', ')}, n) JOIN ${partitioned ? '' : 'ONLY '}${table} p ON ${join}`
}

export interface PlaceRow {
  n: number
  table: number
  ctid: string
}

/** Puts rows, $1, into a table, some columns without their values; what it computes it computes itself. */
export function insertSql(table: string, columns: readonly string[], nulls: ReadonlySet<string>): string {
  const list = columns.map(quoteIdentifier).join(', ')
  return `INSERT INTO ${table} (${list}) OVERRIDING SYSTEM VALUE SELECT ${columns.map((name) => (nulls.has(name) ? 'NULL' : `r.${quoteIdentifier(name)}`)).join(', ')} FROM unnest($1::text[]::${table}[]) AS r`
}

export const loadSettingsSql = `
SELECT set_config('search_path', '', false), set_config('synchronous_commit', 'off', false), set_config('datestyle', 'ISO', false), set_config('intervalstyle', 'postgres', false), set_config('timezone', 'UTC', false),
       set_config('statement_timeout', '60s', false), set_config('row_security', 'off', false)`

/** Triggers that would fire. */
export const triggersSql = `
SELECT t.tgrelid::pg_catalog.regclass::text AS "table", t.tgname AS name, t.tgenabled = 'A' AS always
  FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.relkind = 'r' AND t.tgparentid = 0`

/** Foreign keys that cannot wait for the end of a transaction. */
export const checkedAtOnceSql = "SELECT conrelid::pg_catalog.regclass::text AS \"table\", conname AS name FROM pg_catalog.pg_constraint WHERE contype = 'f' AND conparentid = 0 AND NOT condeferrable"

export interface NamedRow {
  table: string
  name: string
  always?: boolean
}

export function triggerSql({ table, name, always }: NamedRow, on: boolean): string {
  return `ALTER TABLE ${table} ${on ? (always ? 'ENABLE ALWAYS' : 'ENABLE') : 'DISABLE'} TRIGGER ${quoteIdentifier(name)}`
}

export function deferrableSql({ table, name }: NamedRow, on: boolean): string {
  return `ALTER TABLE ${table} ALTER CONSTRAINT ${quoteIdentifier(name)} ${on ? 'DEFERRABLE INITIALLY DEFERRED' : 'NOT DEFERRABLE'}`
}

export const constraintsSql = { deferred: 'SET CONSTRAINTS ALL DEFERRED', immediate: 'SET CONSTRAINTS ALL IMMEDIATE' } as const
export const beginSql = 'BEGIN'
export const commitSql = 'COMMIT'
export const rollbackSql = 'ROLLBACK'

/** Sequences with the value they gave last; null: none yet, or this user may not know. */
export const sequencesSql = `
SELECT c.oid::pg_catalog.regclass::text AS name, CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_catalog.pg_sequence_last_value(c.oid)::text END AS value,
       NOT pg_catalog.has_sequence_privilege(c.oid, 'SELECT, USAGE') AS hidden
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND ${ours}`

export interface SequenceRow {
  name: string
  value: string | null
  hidden: boolean
}

export const setSequencesSql = `
SELECT pg_catalog.setval(c.oid::pg_catalog.regclass, u.value, true)
  FROM unnest($1::text[], $2::int8[]) AS u (name, value) JOIN pg_catalog.pg_class c ON c.oid::pg_catalog.regclass::text = u.name AND c.relkind = 'S'`

/** Sequences that belong to columns. */
export const ownedSequencesSql = `
SELECT s.oid::pg_catalog.regclass::text AS name, d.refobjid::pg_catalog.regclass::text AS "table", a.attname AS "column"
  FROM pg_catalog.pg_class s JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
 WHERE s.relkind = 'S'`

export interface OwnedSequenceRow {
  name: string
  table: string
  column: string
}

/** $1 is the sequence. */
export function passMaximumSql({ table, column }: OwnedSequenceRow): string {
  return `SELECT pg_catalog.setval($1::text::pg_catalog.regclass, m.value, true) FROM (SELECT max(${quoteIdentifier(column)})::int8 AS value FROM ${table}) m WHERE m.value > 0`
}
