/** Roles whose session's last statement changes the schema. Others' statements are shown to superusers and pg_read_all_stats alone. */
export const ddlSessionsSql = String.raw`
SELECT DISTINCT usename::text AS role, application_name AS application, upper(substring(query from '^\s*(\w+)')) AS command
  FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL AND application_name NOT LIKE 'strata%'
   AND query ~* '^\s*(create|alter|drop|rename|comment|grant|revoke)\s'`

export const statementsViewSql = `SELECT (SELECT quote_ident(n.nspname) || '.pg_stat_statements' FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements') AS view`

/** $1 names of objects. Since its counters began; it does not say when. */
export function ddlStatementsSql(view: string): string {
  return String.raw`
SELECT DISTINCT r.rolname::text AS role, upper(substring(s.query from '^\s*(\w+)')) AS command
  FROM ${view} s JOIN pg_roles r ON r.oid = s.userid
 WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND s.query ~* '^\s*(create|alter|drop)\s'
   AND EXISTS (SELECT FROM unnest($1::text[]) AS o (name) WHERE position(lower(o.name) IN lower(s.query)) > 0)`
}
