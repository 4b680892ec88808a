import { qualified, quoteIdentifier } from '#shared/sql/quote.ts'

/**
 * What is at the place of the history: one row, always. `$1` schema, `$2` history table, `$3` journal table.
 * A relation's privileges are null while it does not exist.
 */
export const inspectSql = `
SELECT current_setting('server_version') AS "serverVersion",
       current_setting('server_version_num')::int AS "serverVersionNum",
       current_database() AS database,
       current_user AS "user",
       pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS "readOnly",
       n.oid IS NOT NULL AS "schemaExists",
       CASE WHEN n.oid IS NULL THEN has_database_privilege(current_database(), 'CREATE') ELSE has_schema_privilege(n.oid, 'CREATE') END AS "mayCreate",
       coalesce(has_schema_privilege(n.oid, 'USAGE'), true) AS "mayUse",
       h.relkind::text AS kind,
       pg_get_userbyid(h.relowner) AS owner,
       has_table_privilege(h.oid, 'SELECT') AS "maySelect",
       has_table_privilege(h.oid, 'INSERT') AS "mayInsert",
       has_table_privilege(h.oid, 'UPDATE') AS "mayUpdate",
       has_table_privilege(h.oid, 'DELETE') AS "mayDelete",
       (SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = h.oid AND attnum > 0 AND NOT attisdropped) AS columns,
       j.oid IS NOT NULL AS "journalExists",
       has_table_privilege(j.oid, 'SELECT') AS "maySelectJournal",
       has_table_privilege(j.oid, 'INSERT') AS "mayWriteJournal",
       (SELECT array_agg(attname::text) FROM pg_attribute WHERE attrelid = j.oid AND attnum > 0 AND NOT attisdropped) AS "journalColumns"
  FROM (VALUES (1)) AS one
  LEFT JOIN pg_namespace n ON n.nspname = $1
  LEFT JOIN pg_class h ON h.relnamespace = n.oid AND h.relname = $2
  LEFT JOIN pg_class j ON j.relnamespace = n.oid AND j.relname = $3`

export const historyColumns = [
  'installed_rank', 'version', 'description', 'type', 'script', 'checksum', 'installed_by', 'installed_on', 'execution_time', 'success',
] as const

/** Flyway's table, constraint and index by Flyway's names: it must recognise the table as its own. */
export function createHistorySql(schema: string, table: string): string[] {
  const name = qualified(schema, table)
  return [
    `CREATE TABLE ${name} (
    "installed_rank" INT NOT NULL,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
)`,
    `ALTER TABLE ${name} ADD CONSTRAINT ${quoteIdentifier(`${table}_pk`)} PRIMARY KEY ("installed_rank")`,
    `CREATE INDEX ${quoteIdentifier(`${table}_s_idx`)} ON ${name} ("success")`,
  ]
}

export function createSchemaSql(schema: string): string {
  return `CREATE SCHEMA ${quoteIdentifier(schema)}`
}

/** The column has no time zone; Flyway reads and writes it in the session's. */
export function readHistorySql(schema: string, table: string): string {
  return `SELECT installed_rank, version, description, type, script, checksum, installed_by,
       extract(epoch FROM installed_on::timestamptz) * 1000 AS installed_on, execution_time, success
  FROM ${qualified(schema, table)} ORDER BY installed_rank`
}

/** $1 rank, $2 version, $3 description, $4 type, $5 script, $6 checksum, $7 ms, null: since the transaction began, $8 success. */
export function insertHistorySql(schema: string, table: string): string {
  return `INSERT INTO ${qualified(schema, table)} (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
VALUES ($1::int, $2::text, $3::text, $4::text, $5::text, $6::int, session_user, coalesce($7::int, ${sinceBegin}), $8::bool)`
}

export const sinceBegin = '(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000)::int'

export function deleteFailedSql(schema: string, table: string): string {
  return `DELETE FROM ${qualified(schema, table)} WHERE NOT success RETURNING script`
}

/** $1 rank, $2 description, $3 type, $4 checksum. */
export function alignRowSql(schema: string, table: string): string {
  return `UPDATE ${qualified(schema, table)} SET description = $2, type = $3, checksum = $4 WHERE installed_rank = $1`
}

/** Holder of an advisory lock in this database, and the session that asks; $1 upper and $2 lower half of the key. */
export const lockHolderSql = `
SELECT l.pid, pg_backend_pid() AS own, a.usename AS "user", a.application_name AS application, a.backend_start AS since, a.state
  FROM pg_locks l
  LEFT JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid = $1::oid AND l.objid = $2::oid
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
 LIMIT 1`

export const tryLockSql = 'SELECT pg_try_advisory_lock($1::bigint) AS locked, pg_backend_pid() AS pid'
export const unlockSql = 'SELECT pg_advisory_unlock($1::bigint)'
