export const exportSnapshotSql = 'SELECT pg_catalog.pg_export_snapshot() AS snapshot'

/** One moment of the database, held by nothing but reading; a lock is not waited for long. */
export const beginTargetSql = `
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SET LOCAL search_path = ''; SET LOCAL statement_timeout = '20s'; SET LOCAL lock_timeout = '2s'; SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex';
SET LOCAL synchronize_seqscans = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off`

export const targetSql = `
SELECT current_setting('server_version_num')::int / 10000 AS major, current_user AS "user",
       (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) AS superuser,
       current_setting('block_size')::int AS "blockSize"`

export interface TargetRow {
  major: number
  user: string
  superuser: boolean
  blockSize: number
}

/** Settings that the database gives to every session of this user: its own, then those of the role, then those of the role in this database. */
export const sessionSettingsSql = `
SELECT split_part(s, '=', 1) AS name, substr(s, strpos(s, '=') + 1) AS value
  FROM pg_catalog.pg_db_role_setting r, unnest(r.setconfig) WITH ORDINALITY AS u (s, at)
 WHERE r.setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user))
   AND r.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
 ORDER BY r.setdatabase = 0 DESC, r.setrole <> 0, u.at`

export interface SettingRow {
  name: string
  value: string
}

/**
 * Rows of a table that was never analysed: what the statistics collector counted, else as many as its pages hold by the planner's widths
 * (`get_typavgwidth` and `table_block_relation_estimate_size` of PostgreSQL: 32 bytes for what has no fixed length, 28 for each row).
 */
const unanalysedRows = `coalesce(nullif(t.n_live_tup, 0), CASE WHEN c.relkind IN ('r', 'm') THEN floor(pg_catalog.pg_relation_size(c.oid) / (28 +
         (SELECT coalesce(sum(CASE WHEN a.attlen > 0 THEN a.attlen ELSE 32 END), 0) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))) ELSE 0 END, 0)`

/** Sizes by name as PostgreSQL prints it. A partitioned table has what its partitions have. Before PostgreSQL 14 a table that was never analysed has 0 rows and 0 pages. */
export const sizesSql = `
SELECT c.oid::pg_catalog.regclass::text AS name, CASE WHEN c.reltuples > 0 OR c.reltuples = 0 AND c.relpages > 0 THEN c.reltuples ELSE ${unanalysedRows} END::float8 AS rows,
       CASE WHEN c.relkind IN ('p', 'I') THEN 0 ELSE coalesce(pg_catalog.pg_relation_size(c.oid), 0) END::float8 AS bytes,
       CASE WHEN c.relkind IN ('p', 'I') THEN 0 WHEN c.relkind = 'i' THEN coalesce(pg_catalog.pg_relation_size(c.oid), 0) ELSE coalesce(pg_catalog.pg_total_relation_size(c.oid), 0) END::float8 AS "totalBytes",
       s.idx_scan::float8 AS uses, i.inhparent::pg_catalog.regclass::text AS parent
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_stat_user_indexes s ON s.indexrelid = c.oid
  LEFT JOIN pg_catalog.pg_stat_user_tables t ON t.relid = c.oid
  LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
 WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`

export interface SizeRow {
  name: string
  rows: number
  bytes: number
  totalBytes: number
  uses: number | null
  /** What it is a partition of. */
  parent: string | null
}
