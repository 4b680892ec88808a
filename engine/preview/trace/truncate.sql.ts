import { quoteIdentifier } from '#shared/sql/quote.ts'

/** $1 oids, $2 with CASCADE: the tables that a TRUNCATE of these empties, with children and, with CASCADE, those that refer to them. */
export const truncatedSql = `
WITH RECURSIVE hit AS (
  SELECT unnest($1::oid[]) AS oid
  UNION SELECT next.oid FROM hit, LATERAL (
    SELECT inhrelid AS oid FROM pg_catalog.pg_inherits WHERE inhparent = hit.oid
    UNION SELECT conrelid FROM pg_catalog.pg_constraint WHERE contype = 'f' AND confrelid = hit.oid AND $2) next)
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind, c.reltuples::float8 AS estimate, pg_catalog.pg_relation_size(c.oid)::float8 AS bytes
  FROM hit JOIN pg_catalog.pg_class c ON c.oid = hit.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r'`

export interface TruncatedRow {
  oid: string
  schema: string
  name: string
  kind: string
  /** Rows by the planner's statistics; negative: never counted. */
  estimate: number
  bytes: number
}

/** $1 a name as it is written, such as public.orders. */
export const oidOfNameSql = 'SELECT pg_catalog.to_regclass($1)::oid::text AS oid'

export function countRowsSql(schema: string, name: string): string {
  return `SELECT count(*)::float8 AS rows FROM ONLY ${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
}

/** $1 oids: those whose file is empty, with the rows that they had by the last statistics. */
export const emptiedSql = `
SELECT c.oid::text AS oid, pg_catalog.pg_stat_get_live_tuples(c.oid)::float8 AS rows FROM pg_catalog.pg_class c
 WHERE c.oid = ANY ($1::oid[]) AND pg_catalog.pg_relation_size(c.oid) = 0`
