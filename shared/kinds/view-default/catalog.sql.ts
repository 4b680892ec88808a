import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { textOf } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'

/** Defaults of columns of views: what an INSERT through the view takes. */
export const viewDefaultCatalog: CatalogQuery = {
  catalog: 'pg_attrdef',
  sql: () => `
    SELECT d.oid, n.nspname AS schema, c.relname AS name, a.attname AS "column", pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression
    FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_class c ON c.oid = d.adrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    WHERE c.relkind = 'v' AND ${inScope('n')}`,
  facts: (row) => {
    const view = [textOf(row, 'schema'), textOf(row, 'name')]
    const path = [...view, textOf(row, 'column')]
    return [{ id: factId('view-default', path), kind: 'view-default', path, parent: factId('view', view), data: { expression: textOf(row, 'expression') } }]
  },
}
