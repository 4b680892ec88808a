import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { sparse, textOf } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { membersOf } from './members.sql.ts'
import { membersIn } from './members.ts'

export const operatorFamilyCatalog: CatalogQuery = {
  catalog: 'pg_opfamily',
  sql: () => `
    SELECT f.oid, n.nspname AS schema, f.opfname AS name, am.amname AS method, ${membersOf('pg_opfamily', 'f.oid')}
    FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_namespace n ON n.oid = f.opfnamespace JOIN pg_catalog.pg_am am ON am.oid = f.opfmethod
    WHERE ${inScope('n')}`,
  facts: (row) => {
    const path = [textOf(row, 'schema'), textOf(row, 'name')]
    const method = textOf(row, 'method')
    const id = factId('operator-family', path, method)
    return [{ id, kind: 'operator-family', path, parent: null, data: sparse({ members: membersIn(row) }), info: { method } }]
  },
}
