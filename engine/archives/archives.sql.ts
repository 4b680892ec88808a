import { qualified, quoteIdentifier } from '#shared/sql/quote.ts'

const schema = 'strata_archive'

/** Tables of the archive with what their comments say. Rows are the planner's; -1 or 0: it does not know. */
export const listArchivesSql = `SELECT c.relname::text AS name, obj_description(c.oid, 'pg_class') AS comment, pg_total_relation_size(c.oid)::float8 AS bytes, c.reltuples::float8 AS rows,
       has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE') AS readable,
       ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = '${schema}' AND c.relkind IN ('r', 'p')
 ORDER BY c.relname`

export function countRowsSql(name: string): string {
  return `SELECT count(*)::float8 AS rows FROM ${qualified(schema, name)}`
}

/** $1 schemas, $2 names: the relations of these names with their columns. Types as they are written with an empty search_path. */
export const targetsSql = `SELECT n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS relkind,
       coalesce((SELECT json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod), 'generated', attgenerated <> '', 'identity', attidentity <> '') ORDER BY attnum)
                   FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped), '[]') AS columns,
       ARRAY(SELECT tgname::text FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal AND tgparentid = 0 AND tgenabled = 'O') AS triggers,
       ARRAY(SELECT tgname::text FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal AND tgparentid = 0 AND tgenabled = 'A') AS "alwaysTriggers",
       EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisunique) AS "isUnique",
       EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND (indisunique OR indisexclusion) AND NOT indimmediate) AS deferrable
  FROM unnest($1::text[], $2::text[]) AS wanted (schema, name)
  JOIN pg_namespace n ON n.nspname = wanted.schema JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.name`

/** Limits of one transaction, and names that need a schema. */
export function limitsSql(lockTimeoutMs: number, statementTimeoutMs: number): string[] {
  return ["SET LOCAL search_path = ''", `SET LOCAL lock_timeout = ${lockTimeoutMs}`, `SET LOCAL statement_timeout = ${statementTimeoutMs}`, 'SET LOCAL row_security = off']
}

export function dropArchiveSql(name: string): string {
  return `DROP TABLE ${schema}.${quoteIdentifier(name)}`
}

export const savepointSql = 'SAVEPOINT strata_journal'
export const rollbackToSavepointSql = 'ROLLBACK TO SAVEPOINT strata_journal'
