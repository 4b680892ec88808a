/** Relations of the database with what tells a rewrite: names for those that a statement drops, and what is new. */
export const relationsSql = `
SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind, pg_catalog.pg_relation_filenode(c.oid)::text AS file, i.indrelid::text AS "table", c.reltuples::float8 AS estimate
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND c.relkind <> 'c'`

export interface RelationRow {
  oid: string
  schema: string
  name: string
  /** `pg_class.relkind`. */
  kind: string
  /** Number of its file; null where it has none. */
  file: string | null
  /** Of an index, its table. */
  table: string | null
  /** Rows by the planner's statistics; negative: never counted. */
  estimate: number
}

const counters = (oid: string) => `pg_catalog.pg_stat_get_xact_numscans(${oid})::float8 AS scans, pg_catalog.pg_stat_get_xact_tuples_returned(${oid})::float8 AS read,
       pg_catalog.pg_stat_get_xact_tuples_inserted(${oid})::float8 AS inserted, pg_catalog.pg_stat_get_xact_tuples_updated(${oid})::float8 AS updated, pg_catalog.pg_stat_get_xact_tuples_deleted(${oid})::float8 AS deleted`

/** Counters of the session; the sums may begin in earlier transactions that are not reported yet. */
export interface Counters {
  scans: number
  read: number
  inserted: number
  updated: number
  deleted: number
}

export const baselineSql = `
SELECT * FROM (SELECT c.oid::text AS oid, ${counters('c.oid')} FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'm', 'p')) s
 WHERE scans + read + inserted + updated + deleted > 0`

const position = `
SELECT (pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8 AS wal, pg_catalog.pg_snapshot_xmax(s)::text AS ended, (SELECT count(*) FROM pg_catalog.pg_snapshot_xip(s))::int AS others
  FROM pg_catalog.pg_current_snapshot() s`

export const positionSql = position

/** Where the WAL ends, and what the session has locked so far in its transaction, and what was done to it. All that a statement touches stays locked to the end. */
export const lockedSql = `
WITH here AS MATERIALIZED (${position})
SELECT here.wal, here.ended, here.others, locked.* FROM here LEFT JOIN (
SELECT l.relation::text AS oid, l.modes, n.nspname AS schema, c.relname AS name, c.relkind AS kind, pg_catalog.pg_relation_filenode(c.oid)::text AS file, i.indrelid::text AS "table", c.reltuples::float8 AS estimate, ${counters('l.relation')}
  FROM (SELECT relation, array_agg(mode) AS modes FROM pg_catalog.pg_locks WHERE locktype = 'relation' AND granted AND pid = pg_catalog.pg_backend_pid() GROUP BY relation) l
  LEFT JOIN pg_catalog.pg_class c ON c.oid = l.relation
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = l.relation) locked ON true`

/** Names are null where it was dropped. */
export interface LockedRow extends Counters {
  oid: string
  /** As pg_locks has them: AccessExclusiveLock. */
  modes: string[]
  schema: string | null
  name: string | null
  kind: string | null
  file: string | null
  table: string | null
  estimate: number | null
}

/** Where the WAL ends, and which transactions of others have ended or are under way: with them a difference is not one statement's. */
export interface PositionRow {
  wal: number
  ended: string
  others: number
}

/** $1 oids: each with the tables that it is a partition or a child of. */
export const ancestorsSql = `
WITH RECURSIVE up AS (
  SELECT inhrelid AS child, inhparent AS parent FROM pg_catalog.pg_inherits WHERE inhrelid = ANY ($1::oid[])
  UNION SELECT up.child, i.inhparent FROM up JOIN pg_catalog.pg_inherits i ON i.inhrelid = up.parent)
SELECT child::text, parent::text FROM up`

export const immediateConstraintsSql = 'SET CONSTRAINTS ALL IMMEDIATE'
