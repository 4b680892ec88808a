import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { pathOf } from '../naming.ts'

export const enumCatalog: CatalogQuery = {
  catalog: 'pg_type',
  sql: () => `
    SELECT t.oid, n.nspname AS schema, t.typname AS name,
      ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype = 'e' AND ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    return [{ id: factId('enum', path), kind: 'enum', path, parent: null, data: { labels: row['labels'] as string[] } }]
  },
}
