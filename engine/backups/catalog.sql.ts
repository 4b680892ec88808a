/** Rows of pg_class whose data pg_dump writes: no temporary tables, none that an extension owns. */
const userRelations = `
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relpersistence <> 't'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e')`

export const serverSql = `
SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major, current_user AS "user",
       (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS superuser`

export interface ServerRow {
  version: string
  major: number
  user: string
  superuser: boolean
}

/** From the statistics, so that no lock is waited for. */
export const estimatedSizeSql = `
SELECT coalesce(sum((c.relpages + coalesce(t.relpages, 0))::float8), 0) * current_setting('block_size')::float8 AS bytes
  FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
 WHERE c.oid IN (SELECT c.oid ${userRelations} AND c.relkind = 'r')`

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

export const tablesSql = `
SELECT n.nspname AS schema, c.relname AS name, pg_catalog.pg_table_size(c.oid)::float8 AS bytes
${userRelations} AND c.relkind = 'r'
 ORDER BY 1, 2`

export const tableNamesSql = `SELECT n.nspname AS schema, c.relname AS name ${userRelations} AND c.relkind = 'r' ORDER BY 1, 2`

export interface TableRow {
  schema: string
  name: string
  bytes: number
}
