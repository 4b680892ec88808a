import type { CatalogQuery } from '../../schema/kind.ts'
import { satelliteId } from '../../schema/fact.ts'

/** Catalogs with their column of the owner. A relation's rows are those whose owner can be set; a sequence that a column owns follows its table. */
const catalogs: readonly (readonly [catalog: string, owner: string, condition?: string])[] = [
  ['pg_namespace', 'nspowner'], ['pg_type', 'typowner', "o.typtype IN ('e', 'c', 'd', 'r')"], ['pg_proc', 'proowner'], ['pg_collation', 'collowner'], ['pg_operator', 'oprowner'],
  ['pg_opclass', 'opcowner'], ['pg_opfamily', 'opfowner'], ['pg_ts_config', 'cfgowner'], ['pg_ts_dict', 'dictowner'], ['pg_publication', 'pubowner'],
  ['pg_foreign_data_wrapper', 'fdwowner'], ['pg_foreign_server', 'srvowner'], ['pg_event_trigger', 'evtowner'], ['pg_statistic_ext', 'stxowner'], ['pg_language', 'lanowner'],
  ['pg_subscription', 'subowner'],
  ['pg_class', 'relowner', `o.relkind IN ('r', 'p', 'v', 'm', 'f') OR (o.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
      WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = o.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')))`],
]

/** PostgreSQL's own objects have oids below 16384; the schema public is not one of them for us. */
export const ownerCatalog: CatalogQuery = {
  catalog: 'pg_authid',
  satellite: true,
  sql: () => catalogs.map(([catalog, owner, condition]) => `
    SELECT '${catalog}' AS class, o.oid AS object, pg_catalog.pg_get_userbyid(o.${owner}) AS role FROM pg_catalog.${catalog} o
    WHERE (o.oid >= 16384${catalog === 'pg_namespace' ? ' OR o.oid = 2200' : ''})${condition === undefined ? '' : ` AND (${condition})`}`).join(' UNION ALL '),
  facts: (row, { resolve }) => {
    const parent = resolve(String(row['class']), Number(row['object']))
    return parent === undefined || parent.startsWith('extension:') ? [] : [{ id: satelliteId('owner', parent), kind: 'owner', path: [], parent, data: { role: String(row['role']) } }]
  },
}
