import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { sparse, textOf, textOrNull } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { membersOf } from '../operator-family/members.sql.ts'
import { membersIn } from '../operator-family/members.ts'

export const operatorClassCatalog: CatalogQuery = {
  catalog: 'pg_opclass',
  sql: () => `
    SELECT c.oid, n.nspname AS schema, c.opcname AS name, am.amname AS method, pg_catalog.format_type(c.opcintype, NULL) AS type, c.opcdefault AS "default",
           pg_catalog.quote_ident(fn.nspname) || '.' || pg_catalog.quote_ident(f.opfname) AS family,
           CASE WHEN c.opckeytype <> 0 THEN pg_catalog.format_type(c.opckeytype, NULL) END AS storage, ${membersOf('pg_opclass', 'c.oid')}
    FROM pg_catalog.pg_opclass c JOIN pg_catalog.pg_namespace n ON n.oid = c.opcnamespace JOIN pg_catalog.pg_am am ON am.oid = c.opcmethod
    JOIN pg_catalog.pg_opfamily f ON f.oid = c.opcfamily JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
    WHERE ${inScope('n')}`,
  facts: (row) => {
    const path = [textOf(row, 'schema'), textOf(row, 'name')]
    const method = textOf(row, 'method')
    const id = factId('operator-class', path, method)
    const data = sparse({
      type: textOf(row, 'type'),
      family: textOf(row, 'family'),
      default: row.default === true,
      storage: textOrNull(row, 'storage'),
      members: membersIn(row),
    })
    return [{ id, kind: 'operator-class', path, parent: null, data, info: { method } }]
  },
}
