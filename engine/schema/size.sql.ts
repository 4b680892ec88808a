/** What a relation takes, $1 its schema and $2 its name. A partitioned table has no rows of its own: its partitions count. */
export const sizeSql = `
WITH RECURSIVE this AS (
  SELECT c.oid, c.relkind FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2
), parts AS (
  SELECT oid FROM this
  UNION ALL
  SELECT i.inhrelid FROM parts p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition
)
SELECT sum(pg_catalog.pg_total_relation_size(c.oid))::float8 AS "totalBytes",
       sum(pg_catalog.pg_relation_size(c.oid))::float8 AS "tableBytes",
       sum(pg_catalog.pg_indexes_size(c.oid))::float8 AS "indexBytes",
       coalesce(sum(pg_catalog.pg_total_relation_size(nullif(c.reltoastrelid, 0))), 0)::float8 AS "toastBytes",
       sum(CASE WHEN c.relkind IN ('r', 'm', 'f') THEN c.reltuples ELSE 0 END)::float8 AS "estimatedRows",
       bool_or(c.relkind IN ('r', 'm', 'f') AND c.reltuples < 0) AS unknown,
       max(greatest(s.last_vacuum, s.last_autovacuum)) AS "lastVacuum",
       max(greatest(s.last_analyze, s.last_autoanalyze)) AS "lastAnalyze"
  FROM parts p JOIN pg_catalog.pg_class c ON c.oid = p.oid LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid
HAVING count(*) > 0`

export interface SizeRow {
  totalBytes: number | null
  tableBytes: number | null
  indexBytes: number | null
  toastBytes: number
  estimatedRows: number
  /** A table that was never analysed: from version 14 on its estimate is -1; before, it is 0. */
  unknown: boolean
  lastVacuum: Date | null
  lastAnalyze: Date | null
}
