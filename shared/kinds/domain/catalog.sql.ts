import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { compact, pathOf } from '../naming.ts'

/** A default that is an expression stands in typdefaultbin; typdefault is only its text as it was written. */
export const domainCatalog: CatalogQuery = {
  catalog: 'pg_type',
  sql: () => `
    SELECT t.oid, n.nspname AS schema, t.typname AS name, pg_catalog.format_type(t.typbasetype, t.typtypmod) AS type,
      CASE WHEN t.typcollation <> b.typcollation THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END AS collation,
      pg_catalog.pg_get_expr(t.typdefaultbin, 0) AS "default", t.typnotnull AS "notNull"
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
    LEFT JOIN pg_catalog.pg_collation co ON co.oid = t.typcollation LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
    WHERE t.typtype = 'd' AND ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    const data = compact({ type: row['type'], collation: row['collation'], default: row['default'], notNull: row['notNull'] })
    return [{ id: factId('domain', path), kind: 'domain', path, parent: null, data }]
  },
}
