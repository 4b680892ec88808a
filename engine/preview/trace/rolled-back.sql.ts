/** $1 lock_timeout, $2 statement_timeout, $3 idle limit, all in ms: what a script has lifted is set back; lower values of its own stay. */
export const limitsSql = `
SELECT extract(epoch FROM pg_catalog.transaction_timestamp())::text AS since, (SELECT count(pg_catalog.set_config(s.name, l.most, true)) FROM pg_catalog.pg_settings s
  JOIN (VALUES ('lock_timeout', $1), ('statement_timeout', $2), ('idle_in_transaction_session_timeout', $3)) l (name, most) ON l.name = s.name
 WHERE l.most::int > 0 AND (s.setting::int = 0 OR s.setting::int > l.most::int)) AS lowered`

/** Constraints that wait for COMMIT by themselves. */
export const deferredConstraintsSql = `
SELECT DISTINCT n.nspname AS schema, c.conname AS name FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
 WHERE c.condeferred AND c.conparentid = 0`

export function deferSql(names: readonly string[]): string {
  return `SET CONSTRAINTS ${names.join(', ')} DEFERRED`
}
