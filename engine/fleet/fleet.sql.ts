/** Databases that this user may connect to. */
export const databasesSql = `
SELECT datname AS name FROM pg_database
 WHERE datallowconn AND NOT datistemplate AND has_database_privilege(oid, 'CONNECT')
 ORDER BY datname`

export const schemasSql = `
SELECT nspname AS name FROM pg_namespace
 WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
 ORDER BY nspname`

/** Sent one after another. */
export const beginQuerySql = ['BEGIN TRANSACTION READ ONLY', "SET LOCAL statement_timeout = '5s'", "SET LOCAL lock_timeout = '2s'", "SET LOCAL idle_in_transaction_session_timeout = '30s'"]

/** A cursor takes one query that only reads; whatever else the text holds is an error of the server. */
export function declareMembersSql(query: string): string {
  return `DECLARE fleet_members NO SCROLL CURSOR FOR ${query}`
}

export function fetchMembersSql(most: number): string {
  return `FETCH FORWARD ${most} FROM fleet_members`
}

/**
 * What a member is made of, as one hash: relations, columns, constraints, indexes, views, triggers, functions, enumerations. `$1`: its schema, null: all
 * of the database. `$2`: tables that do not count. Names of the one schema are left out, so that schemas can be compared.
 */
export const shapeSql = `
WITH own AS MATERIALIZED (
  SELECT oid, nspname, quote_ident(nspname) || '.' AS prefix FROM pg_namespace
   WHERE CASE WHEN $1::text IS NULL THEN nspname NOT LIKE 'pg\\_%' AND nspname NOT LIKE 'strata\\_%' AND nspname <> 'information_schema' ELSE nspname = $1 END
), rels AS MATERIALIZED (
  SELECT c.oid, c.relname, c.relkind, c.relpersistence, CASE WHEN $1::text IS NULL THEN o.prefix ELSE '' END AS place, o.prefix
    FROM pg_class c JOIN own o ON o.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relname <> ALL ($2::text[])
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
), lines AS (
  SELECT concat_ws(' ', 'relation', place || relname, relkind, relpersistence) AS line, prefix FROM rels
  UNION ALL
  SELECT concat_ws(' ', 'column', place || relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid)), prefix
    FROM rels JOIN pg_attribute a ON a.attrelid = rels.oid AND attnum > 0 AND NOT attisdropped AND relkind <> 'S' LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  UNION ALL
  SELECT concat_ws(' ', 'constraint', place || relname, conname, pg_get_constraintdef(k.oid), convalidated), prefix FROM rels JOIN pg_constraint k ON conrelid = rels.oid
  UNION ALL
  SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisvalid), prefix FROM rels JOIN pg_index ON indrelid = rels.oid
  UNION ALL
  SELECT concat_ws(' ', 'view', place || relname, pg_get_viewdef(rels.oid)), prefix FROM rels WHERE relkind IN ('v', 'm')
  UNION ALL
  SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), tgenabled), prefix FROM rels JOIN pg_trigger t ON tgrelid = rels.oid AND NOT tgisinternal
  UNION ALL
  SELECT concat_ws(' ', 'function', CASE WHEN $1::text IS NULL THEN prefix ELSE '' END || proname, pg_get_function_identity_arguments(p.oid), prokind, prorettype::regtype, md5(prosrc)), prefix
    FROM pg_proc p JOIN own o ON o.oid = p.pronamespace
   WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT concat_ws(' ', 'enum', CASE WHEN $1::text IS NULL THEN prefix ELSE '' END || typname, (SELECT string_agg(quote_literal(enumlabel), ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)), prefix
    FROM pg_type t JOIN own o ON o.oid = t.typnamespace WHERE typtype = 'e'
)
SELECT md5(coalesce(string_agg(text, E'\\n' ORDER BY text COLLATE "C"), '')) AS shape
  FROM (SELECT CASE WHEN $1::text IS NULL THEN line ELSE replace(line, prefix, '') END AS text FROM lines) t`

/** Sent before `shapeSql`: then the server writes every name with its schema. */
export const shapeSessionSql = ['BEGIN TRANSACTION READ ONLY', "SET LOCAL statement_timeout = '30s'", "SET LOCAL search_path = ''"]
