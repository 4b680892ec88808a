/** Whether this user may make databases there, and which extensions of `$1` the server does not have. */
export const rehearsalServerSql = `
SELECT current_setting('server_version_num')::int / 10000 AS major, current_user AS "user", r.rolsuper AS superuser, r.rolcreatedb OR r.rolsuper AS "mayCreate", pg_is_in_recovery() AS standby,
       ARRAY(SELECT e FROM unnest($1::text[]) AS e WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_available_extensions a WHERE a.name = e) ORDER BY 1) AS missing
  FROM pg_catalog.pg_roles r WHERE r.rolname = current_user`

export interface RehearsalServerRow {
  major: number
  user: string
  superuser: boolean
  mayCreate: boolean
  standby: boolean
  missing: string[]
}

export const serverTimeSql = 'SELECT clock_timestamp() AS now'
