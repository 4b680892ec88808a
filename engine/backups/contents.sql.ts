import { userRelations } from './catalog.sql.ts'

/** From the statistics, so that no lock is waited for. */
const estimate = `
 (SELECT (c.relpages + coalesce(t.relpages, 0))::float8 * current_setting('block_size')::float8 FROM (SELECT) o LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid)`

/**
 * What a backup can be limited to and is made of: tables, partitioned and foreign tables, materialised views. The exact size waits for
 * a lock that somebody holds.
 */
export function relationsSql(size: 'exact' | 'estimated'): string {
  return `
SELECT c.oid::int8::float8 AS oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind, ${size === 'exact' ? 'coalesce(pg_catalog.pg_table_size(c.oid), 0)::float8' : estimate} AS bytes,
       (SELECT i.inhparent::int8::float8 FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid AND c.relispartition) AS parent,
       pg_catalog.pg_stat_get_tuples_inserted(c.oid)::float8 AS inserted, pg_catalog.pg_stat_get_tuples_updated(c.oid)::float8 AS updated,
       pg_catalog.pg_stat_get_tuples_deleted(c.oid)::float8 AS deleted
${userRelations} AND c.relkind IN ('r', 'p', 'f', 'm')
 ORDER BY 2, 3`
}

export interface RelationRow {
  oid: number
  schema: string
  name: string
  /** r table, p partitioned table, f foreign table, m materialised view. */
  kind: 'r' | 'p' | 'f' | 'm'
  bytes: number
  /** Of a partition. */
  parent: number | null
  /** Counters since the statistics were reset. */
  inserted: number
  updated: number
  deleted: number
}

export const schemasSql = "SELECT nspname AS name FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1"

/** Every user may read that catalog. */
export const largeObjectsSql = 'SELECT count(*)::float8 AS count FROM pg_catalog.pg_largeobject_metadata'
