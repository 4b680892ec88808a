import { qualified } from '#shared/sql/quote.ts'

/** $1 pid: what a session has locked or waits for; relations only, with whether it waits for anything and for whom. */
export const sessionLocksSql = `
SELECT coalesce(array_agg(relation::text ORDER BY relation, mode) FILTER (WHERE locktype = 'relation'), '{}') AS relations,
       coalesce(array_agg(mode ORDER BY relation, mode) FILTER (WHERE locktype = 'relation'), '{}') AS modes,
       coalesce(bool_or(NOT granted), false) AS waits, pg_catalog.pg_blocking_pids($1) AS blockers
  FROM pg_catalog.pg_locks WHERE pid = $1`

export interface SessionLocksRow {
  relations: string[]
  modes: string[]
  waits: boolean
  blockers: number[]
}

export const pidSql = 'SELECT pg_catalog.pg_backend_pid() AS pid'

export function holdSql(schema: string, name: string, mode: string): string {
  return `LOCK TABLE ${qualified(schema, name)} IN ${mode} MODE NOWAIT`
}

const cumulative = (oid: string) => `pg_catalog.pg_stat_get_numscans(${oid})::float8 AS scans, pg_catalog.pg_stat_get_tuples_returned(${oid})::float8 AS read,
       pg_catalog.pg_stat_get_tuples_inserted(${oid})::float8 AS inserted, pg_catalog.pg_stat_get_tuples_updated(${oid})::float8 AS updated, pg_catalog.pg_stat_get_tuples_deleted(${oid})::float8 AS deleted`

/** What all sessions together did and have reported. */
export const reportedSql = `SELECT c.oid::text AS oid, ${cumulative('c.oid')} FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')`

/** Since PostgreSQL 15 a session can be told to report at once. */
export const reportNowSql = 'SELECT pg_catalog.pg_stat_force_next_flush()'

/** $1 pids of our own: whether others write. */
export const othersWriteSql = 'SELECT EXISTS (SELECT FROM pg_catalog.pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> ALL ($1::int[])) AS busy'
