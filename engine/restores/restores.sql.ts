import { quoteIdentifier, quoteLiteral } from '#shared/sql/quote.ts'

/** Facts of databases: of the one named `$1`, or of all where it is null. */
export const databasesSql = `
SELECT d.oid::text AS oid, d.datname::text AS name, r.rolname::text AS owner, d.datallowconn AS "allowConnections", d.datconnlimit AS "connectionLimit",
       d.datistemplate AS "isTemplate", t.spcname::text AS tablespace, shobj_description(d.oid, 'pg_database') AS comment,
       pg_has_role(d.datdba, 'USAGE') AS owned,
       (d.datdba = u.oid OR r.rolsuper OR EXISTS (SELECT FROM pg_database named WHERE named.datname = $2 AND named.datdba = d.datdba)) AS trusted,
       CASE WHEN has_database_privilege(d.oid, 'CONNECT') OR u.rolsuper THEN pg_database_size(d.oid)::float8 END AS bytes
  FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba JOIN pg_tablespace t ON t.oid = d.dattablespace CROSS JOIN (SELECT oid, rolsuper FROM pg_roles WHERE rolname = current_user) u
 WHERE $1::text IS NULL OR d.datname = $1 OR d.oid::text = $1
 ORDER BY d.datname`

export interface DatabaseRow {
  oid: string
  name: string
  owner: string
  allowConnections: boolean
  connectionLimit: number
  isTemplate: boolean
  tablespace: string
  comment: string | null
  /** This user has the rights of its owner. */
  owned: boolean
  /** What its comment says can be believed: it belongs to this user, to a superuser or to the owner of the database `$2`. */
  trusted: boolean
  bytes: number | null
}

/** $1 oid. Settings of ALTER DATABASE and of ALTER ROLE ... IN DATABASE; the role is null for those of everybody. */
export const settingsOfSql = `
SELECT r.rolname::text AS role, split_part(s, '=', 1) AS name, substr(s, strpos(s, '=') + 1) AS value
  FROM pg_db_role_setting d LEFT JOIN pg_roles r ON r.oid = d.setrole, unnest(d.setconfig) WITH ORDINALITY AS c (s, place)
 WHERE d.setdatabase = $1::oid ORDER BY 1 NULLS FIRST, place`

export interface SettingRow {
  role: string | null
  name: string
  value: string
}

/** $1 oid. No row where nobody ever granted or revoked anything. The grantee is null for PUBLIC. */
export const privilegesOfSql = `
SELECT grantor.rolname::text AS grantor, grantee.rolname::text AS grantee, a.privilege_type AS privilege, a.is_grantable AS grantable
  FROM pg_database d, aclexplode(d.datacl) a JOIN pg_roles grantor ON grantor.oid = a.grantor LEFT JOIN pg_roles grantee ON grantee.oid = a.grantee
 WHERE d.oid = $1::oid`

export interface PrivilegeRow {
  grantor: string
  grantee: string | null
  privilege: string
  grantable: boolean
}

/** $1 oid: who is connected to it; our own session is beside. */
export const sessionsSql = `
SELECT a.pid, coalesce(a.usename::text, '') AS "user", coalesce(a.application_name, '') AS application, host(a.client_addr) AS client, coalesce(a.state, '') AS state, a.backend_start AS since,
       CASE WHEN u.rolsuper THEN true WHEN coalesce(s.rolsuper, true) THEN false ELSE pg_has_role(a.usesysid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE') END AS endable
  FROM pg_stat_activity a LEFT JOIN pg_roles s ON s.oid = a.usesysid CROSS JOIN (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) u
 WHERE a.datid = $1::oid AND a.pid <> pg_backend_pid() AND a.usesysid IS NOT NULL AND coalesce(a.backend_type, '') <> 'parallel worker'
 ORDER BY a.backend_start`

export interface SessionRow {
  pid: number
  user: string
  application: string
  client: string | null
  state: string
  /** Of another role's session only its superiors may see it. */
  since: Date | null
  endable: boolean
}

/** $1 oid, $2 pids. */
export const endSessionsSql = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datid = $1::oid AND pid = ANY ($2::int[]) AND pid <> pg_backend_pid()'

/** $1 name: transactions that were prepared for a two-phase commit keep a database from being renamed. */
export const preparedSql = 'SELECT gid FROM pg_prepared_xacts WHERE database = $1 ORDER BY prepared'
/** $1 name. */
export const slotsSql = "SELECT slot_name::text AS name FROM pg_replication_slots WHERE slot_type = 'logical' AND database = $1 ORDER BY 1"

export const userSql = `
SELECT rolname::text AS "user", rolsuper AS superuser, rolcreatedb OR rolsuper AS "createDatabase", current_setting('server_version_num')::int / 10000 AS major FROM pg_roles WHERE rolname = current_user`

export interface UserRow {
  user: string
  superuser: boolean
  createDatabase: boolean
  major: number
}

/** $1 start of an application_name. */
export const tendedSql = 'SELECT EXISTS (SELECT FROM pg_stat_activity WHERE starts_with(application_name, $1) AND pid <> pg_backend_pid()) AS tended'

export const beginSwapSql = 'BEGIN READ WRITE'
/** What was answered must outlive a crash of the server, whatever the database says of its transactions. */
export const durableSql = 'SET LOCAL synchronous_commit = on'
/** Who connects at this moment holds the database's lock for as long as that takes. */
export const lockWaitSql = "SET LOCAL lock_timeout = '15s'"
export const oidOfSql = 'SELECT oid::text AS oid FROM pg_database WHERE datname = $1'

export function allowConnectionsSql(database: string, allow: boolean): string {
  return `ALTER DATABASE ${quoteIdentifier(database)} ALLOW_CONNECTIONS ${allow}`
}

export function connectionLimitSql(database: string, limit: number): string {
  return `ALTER DATABASE ${quoteIdentifier(database)} CONNECTION LIMIT ${limit}`
}

export function templateSql(database: string, isTemplate: boolean): string {
  return `ALTER DATABASE ${quoteIdentifier(database)} IS_TEMPLATE ${isTemplate}`
}

export function ownerSql(database: string, owner: string): string {
  return `ALTER DATABASE ${quoteIdentifier(database)} OWNER TO ${quoteIdentifier(owner)}`
}

export function tablespaceSql(database: string, tablespace: string): string {
  return `ALTER DATABASE ${quoteIdentifier(database)} SET TABLESPACE ${quoteIdentifier(tablespace)}`
}

export function setCommentSql(database: string, comment: string | null): string {
  return `COMMENT ON DATABASE ${quoteIdentifier(database)} IS ${comment === null ? 'NULL' : quoteLiteral(comment)}`
}

/** Keeps what the session has; so the value needs no quoting, which differs from setting to setting. */
export function keepRoleSettingSql(database: string, role: string, name: string): string {
  return `ALTER ROLE ${quoteIdentifier(role)} IN DATABASE ${quoteIdentifier(database)} SET ${settingName(name)} FROM CURRENT`
}

export function resetSettingsSql(database: string): string {
  return `ALTER DATABASE ${quoteIdentifier(database)} RESET ALL`
}

function settingName(name: string): string {
  return name.split('.').map(quoteIdentifier).join('.')
}

export const setLocalSql = 'SELECT set_config($1, $2, true)'

export function revokeAllSql(database: string, owner: string): string[] {
  const name = quoteIdentifier(database)
  return [`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`, `REVOKE ALL ON DATABASE ${name} FROM ${quoteIdentifier(owner)}`]
}

export function grantSql(database: string, { grantee, privilege, grantable }: PrivilegeRow): string {
  const to = grantee === null ? 'PUBLIC' : quoteIdentifier(grantee)
  return `GRANT ${privilege} ON DATABASE ${quoteIdentifier(database)} TO ${to}${grantable ? ' WITH GRANT OPTION' : ''}`
}

export function setRoleSql(role: string): string {
  return `SET LOCAL ROLE ${quoteIdentifier(role)}`
}
export const resetRoleSql = 'RESET ROLE'

export function dropDatabaseSql(database: string, force = false): string {
  return `DROP DATABASE ${quoteIdentifier(database)}${force ? ' WITH (FORCE)' : ''}`
}
