import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { compact } from '../naming.ts'

/** NOT NULL, a constraint too since PostgreSQL 17, is part of the domain. */
export const domainConstraintCatalog: CatalogQuery = {
  catalog: 'pg_constraint',
  sql: () => `
    SELECT c.oid, n.nspname AS schema, t.typname AS domain, c.conname AS name, pg_catalog.pg_get_constraintdef(c.oid) AS definition, NOT c.convalidated AS "notValid"
    FROM pg_catalog.pg_constraint c JOIN pg_catalog.pg_type t ON t.oid = c.contypid JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE c.contypid <> 0 AND c.contype = 'c' AND ${inScope('n')}`,
  facts: (row) => {
    const domain = [String(row['schema']), String(row['domain'])]
    const path = [...domain, String(row['name'])]
    const data = compact({ definition: row['definition'], notValid: row['notValid'] })
    return [{ id: factId('domain-constraint', path), kind: 'domain-constraint', path, parent: factId('domain', domain), data }]
  },
}
