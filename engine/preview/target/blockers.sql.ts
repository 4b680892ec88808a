/** The look at a busy server must not become a burden itself. */
export const beginSql = `BEGIN TRANSACTION READ ONLY`
export const limitSql = `SET LOCAL statement_timeout = '2s'`

/** Sessions of this database that are not idle. Those of other users show their text only to members of pg_read_all_stats. */
export const sessionsSql = `
SELECT a.pid, a.usename AS "user", a.application_name AS application, pg_catalog.host(a.client_addr) AS client, a.state, a.query, a.backend_type AS "backendType",
       extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.query_start))::float8 AS seconds,
       extract(epoch FROM a.query_start - a.xact_start)::float8 AS "secondsBefore",
       a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL AS "holdsSnapshot",
       a.query = '<insufficient privilege>' OR (a.state IS NULL AND a.backend_type = 'client backend') AS hidden
  FROM pg_catalog.pg_stat_activity a
 WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid() AND a.leader_pid IS NULL AND a.state IS DISTINCT FROM 'idle'`

export interface SessionRow {
  pid: number
  user: string | null
  application: string | null
  client: string | null
  state: string | null
  query: string | null
  backendType: string | null
  /** Since its transaction began. */
  seconds: number | null
  /** From the beginning of the transaction to that of its last statement. */
  secondsBefore: number | null
  holdsSnapshot: boolean
  hidden: boolean
}

/** Locks on relations, $1 their names as SQL text. Of a prepared transaction the pid is null. */
export const locksSql = `
SELECT l.pid, l.virtualtransaction AS "virtualTransaction", n.nspname AS schema, c.relname AS name, l.mode, l.granted
  FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_class c ON c.oid = l.relation
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE l.locktype = 'relation' AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
   AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
   AND c.oid IN (SELECT pg_catalog.to_regclass(name) FROM pg_catalog.unnest($1::text[]) name)`

export interface LockRow {
  pid: number | null
  virtualTransaction: string
  schema: string
  name: string
  mode: string
  granted: boolean
}

/** A prepared transaction keeps the virtual transaction of the session that prepared it, from the newest minor releases on until the server is started anew; the lock on its own number tells which. */
export const preparedSql = `
SELECT p.gid, p.owner AS "user", extract(epoch FROM pg_catalog.clock_timestamp() - p.prepared)::float8 AS seconds,
       (SELECT l.virtualtransaction FROM pg_catalog.pg_locks l WHERE l.locktype = 'transactionid' AND l.transactionid = p.transaction AND l.pid IS NULL LIMIT 1) AS "virtualTransaction"
  FROM pg_catalog.pg_prepared_xacts p WHERE p.database = pg_catalog.current_database()`

export interface PreparedRow {
  gid: string
  user: string
  seconds: number
  virtualTransaction: string | null
}

/** A standby has no position of its own to compare with. */
export const replicationSql = `
SELECT coalesce(nullif(r.application_name, ''), pg_catalog.host(r.client_addr), r.pid::text) AS name, r.state,
       CASE WHEN NOT pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), r.replay_lsn) END::float8 AS "lagBytes",
       extract(epoch FROM r.replay_lag)::float8 AS "lagSeconds"
  FROM pg_catalog.pg_stat_replication r`

export interface ReplicationRow {
  name: string
  state: string | null
  lagBytes: number | null
  lagSeconds: number | null
}
