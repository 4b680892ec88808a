/** Key of the advisory lock by which Stratas tell each other of dumps (shared) and of migrations that no dump may meet (exclusive): the bytes of "Strata-d" read as one integer. */
export const interlockKey = 6013557165336374628n

/** $1 key. */
export const enterAsDumpSql = 'SELECT pg_try_advisory_lock_shared($1::bigint) AS locked'
/** $1 key. */
export const leaveAsDumpSql = 'SELECT pg_advisory_unlock_shared($1::bigint)'
/** $1 key. */
export const excludeDumpsSql = 'SELECT pg_try_advisory_lock($1::bigint) AS locked'
/** $1 key. */
export const admitDumpsSql = 'SELECT pg_advisory_unlock($1::bigint)'

const session = `a.pid, a.usename AS "user", a.application_name AS application, a.state, coalesce(a.xact_start, a.backend_start) AS since`

/** Other sessions that hold the lock of the interlock. $1 upper and $2 lower half of the key. */
export const holdersSql = `
SELECT ${session}, l.mode = 'ExclusiveLock' AS migrates
  FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid = $1::oid AND l.objid = $2::oid AND l.pid <> pg_backend_pid()
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
 ORDER BY a.backend_start`

/**
 * Sessions of this database that dump it: those that call themselves so, which every role can see, and those that hold ACCESS SHARE on every table of it
 * in one transaction, as a dump does under whatever name; of few tables that says nothing. A walsender (pg_basebackup) locks no table.
 */
export const dumpsSql = `
WITH tables AS (
  SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
), readers AS (
  SELECT l.pid, count(DISTINCT l.relation) AS held FROM pg_locks l JOIN tables t ON t.oid = l.relation
   WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'AccessShareLock' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   GROUP BY l.pid
)
SELECT ${session}, named
  FROM pg_stat_activity a LEFT JOIN readers r ON r.pid = a.pid
 CROSS JOIN LATERAL (SELECT coalesce(a.application_name, '') ~ '(^|[^[:alnum:]_])pg_dump(all)?([^[:alnum:]_]|$)' AS named) AS name
 WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND coalesce(a.backend_type, 'client backend') = 'client backend'
   AND (named OR (r.held >= 8 AND r.held = (SELECT count(*) FROM tables) AND coalesce(a.application_name, '') NOT LIKE 'strata %'))
 ORDER BY named DESC, a.backend_start`

/** Whether this role sees since when others are there; and servers that follow this one, on which a dump cannot be seen from here. */
export const sightSql = `
SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS "seesAll",
       (SELECT count(*)::int FROM pg_stat_replication WHERE coalesce(application_name, '') <> 'pg_basebackup') AS replicas`
