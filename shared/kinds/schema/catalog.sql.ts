import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'

export const schemaCatalog: CatalogQuery = {
  catalog: 'pg_namespace',
  sql: () => `
    SELECT n.oid, n.nspname AS name
    FROM pg_catalog.pg_namespace n
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND ($1::text[] IS NULL OR n.nspname = ANY ($1))`,
  facts: ({ name }) => [{ id: factId('schema', [String(name)]), kind: 'schema', path: [String(name)], parent: null, data: {} }],
}
