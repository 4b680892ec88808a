import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { wholeDatabase } from '../catalog-scope.sql.ts'
import { readOptions } from '../foreign-data-wrapper/options.ts'
import { compact } from '../naming.ts'

/** pg_user_mapping is for superusers; the view pg_user_mappings is for all and hides the options of others (its definition says whose, in system_views.sql): `info.readable`. No part of its server: DROP SERVER refuses while it is there. */
export const userMappingCatalog: CatalogQuery = {
  catalog: 'pg_user_mapping',
  sql: ({ superuser }) => `
    SELECT m.umid AS oid, m.srvname AS server, CASE WHEN m.umuser = 0 THEN 'PUBLIC' ELSE m.usename END AS role, m.umoptions AS options,
      ${superuser} OR CASE WHEN m.umuser = 0 THEN pg_catalog.pg_has_role(s.srvowner, 'USAGE') ELSE m.usename = current_user AND (pg_catalog.pg_has_role(s.srvowner, 'USAGE') OR pg_catalog.has_server_privilege(s.oid, 'USAGE')) END AS readable
    FROM pg_catalog.pg_user_mappings m JOIN pg_catalog.pg_foreign_server s ON s.oid = m.srvid WHERE ${wholeDatabase} AND (m.umuser = 0 OR m.usename IS NOT NULL)`,
  mayBeDenied: true,
  facts: (row) => {
    const path = [String(row['server']), String(row['role'])]
    return [{ id: factId('user-mapping', path), kind: 'user-mapping', path, parent: null, data: compact({ options: readOptions(row['options']) }), info: { readable: row['readable'] === true } }]
  },
}
