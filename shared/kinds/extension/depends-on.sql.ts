/** Names of the extensions that an object goes away with: ALTER ... DEPENDS ON EXTENSION. */
export function extensionsOf(catalog: 'pg_proc' | 'pg_trigger' | 'pg_class', oid: string): string {
  return `ARRAY(SELECT x.extname::text FROM pg_catalog.pg_depend xd JOIN pg_catalog.pg_extension x ON x.oid = xd.refobjid
      WHERE xd.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND xd.objid = ${oid} AND xd.deptype = 'x' ORDER BY x.extname)`
}
