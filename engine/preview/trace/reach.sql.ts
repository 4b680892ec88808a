/** $1 words that are dangerous in a body: functions that act outside of the database, and those that call them. */
export const riskyFunctionsSql = `
WITH RECURSIVE bodies AS (
  SELECT p.oid, p.proname AS name, p.prosrc AS body, NOT l.lanpltrusted AND l.lanname NOT IN ('internal', 'c', 'sql') AS untrusted, l.lanname AS language
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
   WHERE l.lanname NOT IN ('internal', 'c') AND p.pronamespace <> 'pg_catalog'::regnamespace
), risky AS (
  SELECT oid, name, CASE WHEN untrusted THEN 'is written in ' || language || ', which may do anything' END AS reason, body FROM bodies WHERE untrusted OR body ~* $1
  UNION SELECT b.oid, b.name, NULL, b.body FROM bodies b JOIN risky r ON b.oid <> r.oid AND r.name ~ '^\\w+$' AND b.body ~* ('\\m' || r.name || '\\M'))
SELECT DISTINCT ON (oid) oid::text AS oid, name, reason, CASE WHEN reason IS NULL THEN body ELSE '' END AS body FROM risky ORDER BY oid, reason`

export interface RiskyFunctionRow {
  oid: string
  name: string
  reason: string | null
  body: string
}

/** $1 oids of functions: tables whose triggers call them. */
export const riskyTriggersSql = `
SELECT n.nspname AS schema, c.relname AS name, t.tgname AS trigger, p.proname AS function
  FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
 WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgfoid = ANY ($1::oid[])`

export interface RiskyTriggerRow {
  schema: string
  name: string
  trigger: string
  function: string
}

/** Foreign tables, and views and partitioned tables through which they are read. */
export const foreignSql = `
WITH RECURSIVE far AS (
  SELECT oid FROM pg_catalog.pg_class WHERE relkind = 'f'
  UNION SELECT up.oid FROM far, LATERAL (
    SELECT w.ev_class AS oid FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite w ON w.oid = d.objid
     WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = far.oid AND w.ev_class <> far.oid
    UNION SELECT inhparent FROM pg_catalog.pg_inherits WHERE inhrelid = far.oid) up)
SELECT n.nspname AS schema, c.relname AS name FROM far JOIN pg_catalog.pg_class c ON c.oid = far.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`

export interface ForeignRow {
  schema: string
  name: string
}
