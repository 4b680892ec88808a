import { quoteIdentifier, quoteLiteral } from '#shared/sql/quote.ts'

/** Whether this user may make databases there, and what server it is. */
export const shadowServerSql = `
SELECT current_setting('server_version_num')::int / 10000 AS major, current_user AS "user", r.rolsuper AS superuser, r.rolcreatedb OR r.rolsuper AS "mayCreate", pg_is_in_recovery() AS standby,
       pg_catalog.pg_postmaster_start_time()::text AS "startedAt"
  FROM pg_catalog.pg_roles r WHERE r.rolname = current_user`

export interface ShadowServerRow {
  major: number
  user: string
  superuser: boolean
  mayCreate: boolean
  standby: boolean
  /** To the microsecond: two addresses with the same one lead to the same server. */
  startedAt: string
}

const tended = "EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE starts_with(a.application_name, 'strata shadow ' || split_part(substr(d.datname, length($1) + 1), '_', 1) || ' '))"

/** Our shadows on a server; `inUse`: there is a session under the name that goes with theirs. `$1` is the prefix of their names. */
export const shadowsSql = `
SELECT d.datname AS name, pg_catalog.pg_database_size(d.oid)::float8 AS bytes, ${tended} AS "inUse"
  FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
 WHERE starts_with(d.datname, $1) AND r.rolname = current_user
 ORDER BY 1`

export interface ShadowRow {
  name: string
  bytes: number
  inUse: boolean
}

/** How many of them nobody tends. */
export const abandonedCountSql = `
SELECT count(*)::int AS abandoned FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
 WHERE starts_with(d.datname, $1) AND r.rolname = current_user AND NOT ${tended}`

export const rolesSql = "SELECT rolname AS name FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"

/** Roles that statements may name; on a server that is thrown away afterwards. */
export function createRoleSql(name: string): string {
  return `CREATE ROLE ${quoteIdentifier(name)} NOLOGIN`
}

/** The user that a schema is built as, so that everything belongs to whom it belongs to at home. */
export function builderRoleSql(name: string, password: string, exists: boolean): string {
  return `${exists ? 'ALTER' : 'CREATE'} ROLE ${quoteIdentifier(name)} SUPERUSER LOGIN PASSWORD ${quoteLiteral(password)}`
}

/** A database equal to another one of ours, to which nobody may be connected. */
export function copyDatabaseSql(name: string, template: string): string {
  return `CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE ${quoteIdentifier(template)}`
}

export const resetAllSql = 'RESET ALL'
