/**
 * Operators and functions that belong to an operator class or stand loose in a family, as an object: `OPERATOR 1 (integer, integer)` to the
 * words that add it. What belongs to which is said by pg_depend, as pg_dump reads it (dumpOpclass, dumpOpfamily).
 */
export function membersOf(catalog: 'pg_opclass' | 'pg_opfamily', oid: string): string {
  const belongs = (entry: string, table: string) =>
    `EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.${table}'::pg_catalog.regclass AND d.objid = ${entry}.oid
               AND d.refclassid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND d.refobjid = ${oid})`
  return `
    (SELECT pg_catalog.jsonb_object_agg(m.key, m.words) FROM (
       SELECT 'OPERATOR ' || o.amopstrategy || ' (' || pg_catalog.format_type(o.amoplefttype, NULL) || ', ' || pg_catalog.format_type(o.amoprighttype, NULL) || ')' AS key,
              'OPERATOR ' || o.amopstrategy || ' ' || o.amopopr::pg_catalog.regoperator
              || coalesce((SELECT ' FOR ORDER BY ' || pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.opfname)
                           FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace WHERE f.oid = o.amopsortfamily), '') AS words
       FROM pg_catalog.pg_amop o WHERE ${belongs('o', 'pg_amop')}
       UNION ALL
       SELECT 'FUNCTION ' || p.amprocnum || ' (' || pg_catalog.format_type(p.amproclefttype, NULL) || ', ' || pg_catalog.format_type(p.amprocrighttype, NULL) || ')',
              'FUNCTION ' || p.amprocnum || ' (' || pg_catalog.format_type(p.amproclefttype, NULL) || ', ' || pg_catalog.format_type(p.amprocrighttype, NULL) || ') ' || p.amproc::pg_catalog.regprocedure
       FROM pg_catalog.pg_amproc p WHERE ${belongs('p', 'pg_amproc')}) m) AS members`
}
