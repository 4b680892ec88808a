import { quoteIdentifier, quoteLiteral } from '#shared/sql/quote.ts'

/** Rows of pg_class whose data pg_dump writes: no temporary tables, none that an extension owns. */
export const userRelations = `
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpersistence <> 't'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')`

export const serverSql = `
SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major, current_user AS "user", pg_catalog.pg_backend_pid() AS pid,
       (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS superuser`

export interface ServerRow {
  version: string
  major: number
  user: string
  pid: number
  superuser: boolean
}

/** For a session that must outlive long work; a server before version 14 lacks one of them. */
export const freeTimeoutsSql = "SELECT set_config(name, '0', false) FROM pg_catalog.pg_settings WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_session_timeout')"

/** What the user may not read, and where row-level security would hide rows from a dump. */
export const unreadableSql = `
SELECT n.nspname AS schema, c.relname AS name, NOT pg_catalog.has_table_privilege(c.oid, 'SELECT') AS forbidden
${userRelations} AND c.relkind IN ('r', 'p', 'S', 'm')
   AND (NOT pg_catalog.has_table_privilege(c.oid, 'SELECT') OR pg_catalog.row_security_active(c.oid))
 ORDER BY 1, 2`

export interface UnreadableRow {
  schema: string
  name: string
  forbidden: boolean
}

export const tableNamesSql = `SELECT n.nspname AS schema, c.relname AS name ${userRelations} AND c.relkind = 'r' ORDER BY 1, 2`

/** What our server processes are doing: those of application `$1` and process `$2`. The view of COPY came with PostgreSQL 14. */
export function watchSql(major: number): string {
  const copied = major >= 14 ? 'p.bytes_processed::float8 AS bytes, p.tuples_processed::float8 AS rows' : 'NULL::float8 AS bytes, NULL::float8 AS rows'
  const join = major >= 14 ? 'LEFT JOIN pg_catalog.pg_stat_progress_copy p ON p.pid = a.pid LEFT JOIN pg_catalog.pg_class c ON c.oid = p.relid AND p.datname = current_database()' : ''
  const table = major >= 14 ? "(SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = c.relnamespace) || '.' || c.relname" : 'NULL::text'
  return `
SELECT a.pid, ${copied}, ${table} AS "table", CASE WHEN a.wait_event_type = 'Lock' THEN pg_catalog.pg_blocking_pids(a.pid) ELSE '{}' END AS blockers
  FROM pg_catalog.pg_stat_activity a ${join}
 WHERE (a.application_name = $1 OR a.pid = $2) AND a.pid <> pg_catalog.pg_backend_pid()`
}

export interface WatchRow {
  pid: number
  /** Of the COPY that runs; null when none does. */
  bytes: number | null
  rows: number | null
  /** Which it copies, where that is known. */
  table: string | null
  /** Processes that hold the lock it waits for. */
  blockers: number[]
}

export const endSessionSql = 'SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE application_name = $1 AND pid <> pg_catalog.pg_backend_pid()'
export const endProcessSql = 'SELECT pg_catalog.pg_terminate_backend($1)'

/** Beside the snapshot, nothing may end a session that waits for pg_dump; and what policies hide must fail, not be left out. */
export const beginSnapshotSql = `
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL row_security = off`

export const exportSnapshotSql = 'SELECT pg_catalog.pg_export_snapshot() AS snapshot'

export const extensionsSql = 'SELECT extname AS name FROM pg_catalog.pg_extension ORDER BY 1'

/** Columns differ by version: 15 brought the provider and ICU, 17 renamed the locale. */
export const localeSql = `
SELECT pg_catalog.pg_encoding_to_char(d.encoding) AS encoding, d.datcollate AS collate, d.datctype AS ctype,
       to_jsonb(d) ->> 'datlocprovider' AS provider, coalesce(to_jsonb(d) ->> 'daticulocale', to_jsonb(d) ->> 'datlocale') AS locale
  FROM pg_catalog.pg_database d WHERE d.datname = current_database()`

/** What ALTER DATABASE ... SET has set for every role. */
export const settingsSql = `
SELECT split_part(s, '=', 1) AS name, substr(s, strpos(s, '=') + 1) AS value
  FROM pg_catalog.pg_db_role_setting r, unnest(r.setconfig) AS s
 WHERE r.setrole = 0 AND r.setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
 ORDER BY 1`

export const setConfigSql = 'SELECT set_config($1, $2, false)'

/** Keeps for the database what the session has: so the value needs no quoting, which differs from setting to setting. */
export function keepSettingSql(database: string, name: string): string {
  return `ALTER DATABASE ${quoteIdentifier(database)} SET ${name.split('.').map(quoteIdentifier).join('.')} FROM CURRENT`
}

export function lockTablesSql(quotedNames: readonly string[]): string {
  return `LOCK TABLE ${quotedNames.map((name) => `ONLY ${name}`).join(', ')} IN ACCESS SHARE MODE`
}

export function countRowsSql(quotedName: string): string {
  return `SELECT count(*)::float8 AS rows FROM ONLY ${quotedName}`
}

export function historyVersionsSql(quotedTable: string): string {
  return `SELECT version, type, success FROM ${quotedTable} WHERE version IS NOT NULL ORDER BY installed_rank`
}

export const databaseExistsSql = 'SELECT FROM pg_catalog.pg_database WHERE datname = $1'

export interface DatabaseLocale {
  encoding: string
  collate: string
  ctype: string
  /** i for ICU, b for builtin; anything else is libc. */
  provider?: string | null
  locale?: string | null
}

/** `locale` absent: only the encoding is asked for, and the rest is the server's. */
export function createDatabaseSql(name: string, encoding: string | undefined, locale?: DatabaseLocale): string {
  const options = ['TEMPLATE template0']
  if (encoding !== undefined) options.push(`ENCODING ${quoteLiteral(encoding)}`)
  if (locale) options.push(`LC_COLLATE ${quoteLiteral(locale.collate)}`, `LC_CTYPE ${quoteLiteral(locale.ctype)}`)
  if (locale?.locale && locale.provider === 'i') options.push('LOCALE_PROVIDER icu', `ICU_LOCALE ${quoteLiteral(locale.locale)}`)
  if (locale?.locale && locale.provider === 'b') options.push('LOCALE_PROVIDER builtin', `BUILTIN_LOCALE ${quoteLiteral(locale.locale)}`)
  return `CREATE DATABASE ${quoteIdentifier(name)} ${options.join(' ')}`
}

export function createBareSchemaSql(name: string): string {
  return `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name)}`
}

export function commentDatabaseSql(name: string, text: string): string {
  return `COMMENT ON DATABASE ${quoteIdentifier(name)} IS ${quoteLiteral(text)}`
}

export function uncommentDatabaseSql(name: string): string {
  return `COMMENT ON DATABASE ${quoteIdentifier(name)} IS NULL`
}

export function renameDatabaseSql(from: string, to: string): string {
  return `ALTER DATABASE ${quoteIdentifier(from)} RENAME TO ${quoteIdentifier(to)}`
}

export function dropDatabaseSql(name: string): string {
  return `DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`
}

/** Databases of restores that nobody tends any more: ours, and no session under the name that their restore goes by. `$1` is the prefix of their names. */
export const abandonedRestoresSql = `
SELECT d.datname AS name FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles r ON r.oid = d.datdba
 WHERE starts_with(d.datname, $1) AND r.rolname = current_user
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE starts_with(a.application_name, 'strata restore ' || substr(d.datname, length($1) + 1) || ' '))`
