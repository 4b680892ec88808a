import { qualified } from '#shared/sql/quote.ts'
import { insertHistorySql } from '../../history/history.sql.ts'
import { insertJournalSql } from '../../history/journal.sql.ts'

/** $1: the session that waits. */
export const blockersSql = `
SELECT b.pid, a.usename AS "user", a.application_name AS application, a.state, a.xact_start AS since
  FROM unnest(pg_blocking_pids($1)) AS b(pid) LEFT JOIN pg_stat_activity a ON a.pid = b.pid`

/**
 * $1 search_path, $2 lock_timeout, $3 statement_timeout, $4 the session that holds the migration lock: in another one, which a
 * pooler may have put in its place, this divides by zero and nothing runs. $5 client_connection_check_interval, empty where the server has none.
 */
function setupSql(local: boolean): string {
  return `SELECT set_config('search_path', $1, ${local}), set_config('lock_timeout', $2, ${local}), set_config('statement_timeout', $3, ${local}), 1 / (pg_backend_pid() = $4::int)::int,
       CASE WHEN $5 <> '' THEN set_config('client_connection_check_interval', $5, ${local}) END`
}

const historyParameters = 8

/** History row and journal row of one migration in one statement: parameters of `insertHistorySql`, then of `insertJournalSql`. */
export function recordSql(schema: string, table: string): string {
  const journal = insertJournalSql(schema).replace(/\$(\d+)/g, (_whole, number: string) => `$${Number(number) + historyParameters}`)
  return `WITH history AS (${insertHistorySql(schema, table)})\n${journal}`
}

/** What every migration of a session needs, parsed once. */
export function sessionStatements(schema: string, table: string) {
  return { strata_setup: setupSql(true), strata_setup_session: setupSql(false), strata_record: recordSql(schema, table) }
}

export type SessionStatement = keyof ReturnType<typeof sessionStatements>

/** Invalid indexes that nobody is building at the moment; a partitioned table's index may be invalid on purpose. */
export const invalidIndexesSql = `
SELECT i.indexrelid::text AS oid, n.nspname AS schema, c.relname AS name, t.relname AS "table"
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT i.indisvalid AND n.nspname NOT IN ('pg_catalog', 'pg_toast') AND t.relpersistence <> 't'
   AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
 ORDER BY 2, 3`

/** Facts of the session; one that waits for a backup must not be ended for being idle (a limit since PostgreSQL 14). */
export const openSessionSql = `SELECT pg_backend_pid() AS pid, current_setting('search_path') AS path,
       CASE WHEN current_setting('server_version_num')::int >= 140000 THEN set_config('idle_session_timeout', '0', false) END`

/** So that a statement ends soon after the process that asked for it is gone. Fails before PostgreSQL 14 and where the platform cannot tell. $1 interval. */
export const checkClientSql = "SELECT set_config('client_connection_check_interval', $1, false)"

/** $1 pid, $2 application name: whether a session of ours is still there. */
export const sessionAliveSql = 'SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = $1 AND application_name = $2) AS alive'
/** $1 pid. */
export const cancelSessionSql = 'SELECT pg_cancel_backend($1)'
/** $1 pid. */
export const terminateSessionSql = 'SELECT pg_terminate_backend($1)'

export function dropIndexSql({ schema, name }: { schema: string; name: string }): string {
  return `DROP INDEX CONCURRENTLY ${qualified(schema, name)}`
}
