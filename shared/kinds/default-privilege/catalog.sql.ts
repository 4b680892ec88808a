import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { inScope, wholeDatabase } from '../catalog-scope.sql.ts'
import { aclItems, grantsOf, type AclItem } from '../privilege/catalog.sql.ts'

/** Path: the role whose new objects it concerns, the schema or '', the letter of pg_default_acl, the grantee. In a schema, privileges come on top of the general ones. */
export const defaultPrivilegeCatalog: CatalogQuery = {
  catalog: 'pg_default_acl',
  sql: () => `
    SELECT d.oid, pg_catalog.pg_get_userbyid(d.defaclrole) AS role, n.nspname AS schema, d.defaclobjtype::text AS letter, d.defaclrole AS owner, ${aclItems('d.defaclacl')} AS actual,
      CASE WHEN d.defaclnamespace = 0 THEN ${aclItems(`pg_catalog.acldefault(CASE WHEN d.defaclobjtype = 'S' THEN 's'::"char" ELSE d.defaclobjtype END, d.defaclrole)`)} ELSE '[]' END AS usual
    FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
    WHERE CASE WHEN d.defaclnamespace = 0 THEN ${wholeDatabase} ELSE ${inScope('n')} END`,
  facts: (row) => {
    const schema = row['schema'] === null ? '' : String(row['schema'])
    return grantsOf(row['actual'] as AclItem[], row['usual'] as AclItem[], Number(row['owner'])).map(({ grantee, data }) => {
      const path = [String(row['role']), schema, String(row['letter']), grantee]
      return { id: factId('default-privilege', path), kind: 'default-privilege', path, parent: schema === '' ? null : factId('schema', [schema]), data }
    })
  },
}
