import { qualified, quoteIdentifier, quoteLiteral } from '#shared/sql/quote.ts'

export interface TableName {
  schema: string
  name: string
}

/** $1 start of the names: schemas with what their comments say. */
export const besideSchemasSql = `
SELECT n.nspname::text AS schema, obj_description(n.oid, 'pg_namespace') AS comment, pg_has_role(n.nspowner, 'USAGE') AS owned,
       coalesce((SELECT sum(pg_total_relation_size(c.oid))::float8 FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'r'), 0) AS bytes
  FROM pg_namespace n WHERE starts_with(n.nspname, $1) ORDER BY 1 DESC`

export function createSchemaSql(schema: string, comment: string): string[] {
  const name = quoteIdentifier(schema)
  return [`CREATE SCHEMA ${name}`, `COMMENT ON SCHEMA ${name} IS ${quoteLiteral(comment)}`]
}

export function dropSchemaSql(schema: string): string {
  return `DROP SCHEMA ${quoteIdentifier(schema)} CASCADE`
}

const identifier = '(?:"(?:[^"]|"")+"|[A-Za-z_][\\w$]*)'
/** As pg_dump writes it: with its schema, at the beginning of a line. */
const createTable = new RegExp(`^CREATE (?:UNLOGGED )?TABLE ${identifier}\\.${identifier} ([\\s\\S]*?;)$`, 'm')

/** The statement by which pg_dump makes a table, for another place; undefined where it has no such statement, or one that hangs on another table. */
export function createElsewhereSql(text: string, to: TableName): string | undefined {
  const rest = createTable.exec(text)?.[1]
  if (rest === undefined || /\)\s*INHERITS \(|^PARTITION OF /m.test(rest)) return undefined
  return `CREATE TABLE ${qualified(to.schema, to.name)} ${rest}`
}

export function copyInSql(to: TableName, columns: string): string {
  return `COPY ${qualified(to.schema, to.name)} ${columns} FROM STDIN`
}

/** Limits that a load must not have; policies must not hide anything. */
export const beginLoadSql = ['BEGIN', 'SET LOCAL statement_timeout = 0', 'SET LOCAL idle_in_transaction_session_timeout = 0', 'SET LOCAL row_security = off', "SET LOCAL search_path = ''", 'SET LOCAL synchronous_commit = on']
export const beginCompareSql = ['BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', 'SET LOCAL statement_timeout = 0', 'SET LOCAL row_security = off', "SET LOCAL search_path = ''"]

/** $1 schema, $2 name. One row per column, in order; none where there is no such table. */
export const columnsSql = `
SELECT a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attgenerated <> '' AS generated, a.attidentity AS identity,
       array_position(i.indkey::int2[], a.attnum) AS key,
       EXISTS (SELECT FROM pg_opclass o JOIN pg_am m ON m.oid = o.opcmethod WHERE m.amname = 'btree' AND o.opcdefault AND o.opcintype = t.oid) OR t.typtype IN ('e', 'd', 'r') OR t.typcategory = 'A' AS comparable,
       pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) AS sequence
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
 WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p') ORDER BY a.attnum`

export interface ColumnRow {
  name: string
  type: string
  generated: boolean
  /** As pg_attribute.attidentity: a for always, d for by default. */
  identity: string
  /** Place in the primary key; null: not in it. */
  key: number | null
  comparable: boolean
  sequence: string | null
}

/** $1 schema, $2 name: triggers of people that fire, and tables that a DELETE here reaches. */
export const reachSql = `
SELECT (SELECT coalesce(array_agg(t.tgname::text ORDER BY 1), '{}') FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')) AS triggers,
       (SELECT coalesce(array_agg(DISTINCT f.conrelid::regclass::text), '{}') FROM pg_constraint f WHERE f.confrelid = c.oid AND f.contype = 'f' AND f.confdeltype IN ('c', 'n', 'd')) AS reached,
       (SELECT coalesce(array_agg(DISTINCT n2.nspname || '.' || c2.relname), '{}') FROM pg_constraint f JOIN pg_class c2 ON c2.oid = f.confrelid JOIN pg_namespace n2 ON n2.oid = c2.relnamespace WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS parents
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2`

export interface ReachRow {
  triggers: string[]
  reached: string[]
  parents: string[]
}

/** Two tables with the same key: what was restored, and what is there. */
export interface Pair {
  from: TableName
  to: TableName
  key: readonly string[]
  /** Of both, that can be written, without the key. */
  columns: readonly { name: string; comparable: boolean; writable: boolean }[]
}

const place = ({ schema, name }: TableName) => qualified(schema, name)
const list = (names: readonly string[]) => names.map(quoteIdentifier).join(', ')
const sameKey = (key: readonly string[]) => key.map((name) => `b.${quoteIdentifier(name)} = t.${quoteIdentifier(name)}`).join(' AND ')

function differ({ columns }: Pair): string {
  if (columns.length === 0) return 'false'
  const of = (side: string) => columns.map(({ name, comparable }) => `${side}.${quoteIdentifier(name)}${comparable ? '' : '::text'}`)
  const ours = of('b')
  const theirs = of('t')
  return ours.map((column, index) => `${column} IS DISTINCT FROM ${theirs[index]}`).join(' OR ')
}

export function countDifferencesSql(pair: Pair): string {
  const [first = ''] = pair.key
  const [b, t] = [`b.${quoteIdentifier(first)}`, `t.${quoteIdentifier(first)}`]
  return `SELECT count(*) FILTER (WHERE ${t} IS NULL)::float8 AS missing, count(*) FILTER (WHERE ${b} IS NULL)::float8 AS extra,
       count(*) FILTER (WHERE ${b} IS NOT NULL AND ${t} IS NOT NULL AND (${differ(pair)}))::float8 AS changed
  FROM ${place(pair.from)} b FULL JOIN ONLY ${place(pair.to)} t ON ${sameKey(pair.key)}`
}

/** A few rows of one kind, as JSON, cut to what fits on a screen. */
export function sampleSql(pair: Pair, kind: 'missing' | 'changed' | 'extra', rows: number): string {
  const [first = ''] = pair.key
  const where = { missing: `t.${quoteIdentifier(first)} IS NULL`, extra: `b.${quoteIdentifier(first)} IS NULL`, changed: `b.${quoteIdentifier(first)} IS NOT NULL AND t.${quoteIdentifier(first)} IS NOT NULL AND (${differ(pair)})` }[kind]
  const names = [...pair.key, ...pair.columns.map(({ name }) => name)]
  const values = (side: string) => `jsonb_build_array(${names.map((name) => `left(${side}.${quoteIdentifier(name)}::text, 200)`).join(', ')})`
  return `SELECT CASE WHEN ${`b.${quoteIdentifier(first)}`} IS NULL THEN NULL ELSE ${values('b')} END AS backup, CASE WHEN ${`t.${quoteIdentifier(first)}`} IS NULL THEN NULL ELSE ${values('t')} END AS now
  FROM ${place(pair.from)} b FULL JOIN ONLY ${place(pair.to)} t ON ${sameKey(pair.key)} WHERE ${where} LIMIT ${rows}`
}

/** Always-identity columns take the given values; generated ones compute theirs. */
export function insertMissingSql({ from, to, key, columns }: Pair): string {
  const names = [...key, ...columns.map(({ name }) => name)]
  return `INSERT INTO ${place(to)} (${list(names)}) OVERRIDING SYSTEM VALUE SELECT ${names.map((name) => `b.${quoteIdentifier(name)}`).join(', ')} FROM ${place(from)} b
 WHERE NOT EXISTS (SELECT FROM ONLY ${place(to)} t WHERE ${sameKey(key)})`
}

export function overwriteSql(pair: Pair): string {
  const set = pair.columns.filter(({ writable }) => writable).map(({ name }) => `${quoteIdentifier(name)} = b.${quoteIdentifier(name)}`)
  return `UPDATE ONLY ${place(pair.to)} t SET ${set.join(', ')} FROM ${place(pair.from)} b WHERE ${sameKey(pair.key)} AND (${differ(pair)})`
}

export function deleteExtraSql({ from, to, key }: Pair): string {
  return `DELETE FROM ONLY ${place(to)} t WHERE NOT EXISTS (SELECT FROM ${place(from)} b WHERE ${sameKey(key)})`
}

export function keyIndexSql({ from, key }: Pick<Pair, 'from' | 'key'>): string {
  return `CREATE INDEX ON ${place(from)} (${list(key)})`
}

export function analyseSql(table: TableName): string {
  return `ANALYZE ${place(table)}`
}

/** Only ever forward: what the sequence has given out already is not given out again. */
export function advanceSequenceSql(sequence: string, to: TableName, column: string): string {
  return `SELECT setval(${quoteLiteral(sequence)}::regclass, greatest((SELECT max(${quoteIdentifier(column)})::bigint FROM ${place(to)}), (SELECT last_value FROM ${sequence}))) WHERE EXISTS (SELECT FROM ${place(to)})
   AND (SELECT max(${quoteIdentifier(column)})::bigint FROM ${place(to)}) > (SELECT last_value FROM ${sequence})`
}

export function triggerSql({ schema, name }: TableName, trigger: string, does: 'DISABLE' | 'ENABLE'): string {
  return `ALTER TABLE ${qualified(schema, name)} ${does} TRIGGER ${quoteIdentifier(trigger)}`
}

export const deferSql = 'SET CONSTRAINTS ALL DEFERRED'
export const checkNowSql = 'SET CONSTRAINTS ALL IMMEDIATE'

export function lockWaitSql(ms: number): string {
  return `SET LOCAL lock_timeout = ${ms}`
}

/** $1 schema, $2 name. */
export const tableExistsSql = "SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')"
export function createLikeSql(to: TableName, model: TableName): string {
  return `CREATE TABLE ${qualified(to.schema, to.name)} (LIKE ${qualified(model.schema, model.name)})`
}
