import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { compact, pathOf } from '../naming.ts'

export interface Attribute {
  readonly name: string
  /** format_type's text. */
  readonly type: string
  /** Qualified; absent: the type's own. */
  readonly collation?: string
}

export const compositeCatalog: CatalogQuery = {
  catalog: 'pg_type',
  sql: () => `
    SELECT t.oid, n.nspname AS schema, t.typname AS name,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
          'collation', CASE WHEN a.attcollation <> ty.typcollation THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END) ORDER BY a.attnum), '[]')
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS attributes
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relkind = 'c' JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype = 'c' AND ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    const attributes = (row['attributes'] as Attribute[]).map((attribute) => compact({ ...attribute }))
    return [{ id: factId('composite', path), kind: 'composite', path, parent: null, data: { attributes } }]
  },
}
