import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { settingsOf, sparse, textOf } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { columnsOf, columnsOfRelation, withoutSemicolon } from './columns.sql.ts'

const from = `
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'v' AND ${inScope('n')}`

/** pg_get_viewdef locks every relation that the view reads. */
export const viewCatalog: CatalogQuery = {
  catalog: 'pg_class',
  batches: { size: 500, keys: () => `SELECT c.oid${from} ORDER BY c.oid` },
  sql: () => `
    SELECT c.oid, n.nspname AS schema, c.relname AS name, c.reloptions AS options, pg_catalog.pg_get_viewdef(c.oid) AS definition,
           ${columnsOfRelation} AS columns${from} AND c.oid = ANY ($2::oid[])`,
  facts: (row) => {
    const path = [textOf(row, 'schema'), textOf(row, 'name')]
    const data = sparse({ definition: withoutSemicolon(textOf(row, 'definition')), options: settingsOf(row, 'options') })
    return [{ id: factId('view', path), kind: 'view', path, parent: null, data, info: { columns: columnsOf(row) } }]
  },
}
