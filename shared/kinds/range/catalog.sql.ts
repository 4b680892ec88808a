import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { clip, compact, pathOf } from '../naming.ts'

/** The name that PostgreSQL gives a multirange by itself (makeMultirangeTypeName in pg_type.c), cut to 63 bytes there. */
export function standardMultirange(schema: string, name: string): readonly [string, string] {
  const found = name.indexOf('range')
  if (found >= 0) return [schema, clip(`${name.slice(0, found)}multi${name.slice(found)}`, 63)]
  return [schema, `${clip(name, 63 - '_multirange'.length)}_multirange`]
}

export const rangeCatalog: CatalogQuery = {
  catalog: 'pg_type',
  sql: ({ version }) => `
    SELECT t.oid, n.nspname AS schema, t.typname AS name, pg_catalog.format_type(r.rngsubtype, NULL) AS subtype,
      CASE WHEN NOT o.opcdefault THEN pg_catalog.quote_ident(opn.nspname) || '.' || pg_catalog.quote_ident(o.opcname) END AS opclass,
      CASE WHEN r.rngcollation <> st.typcollation THEN pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) END AS collation,
      CASE WHEN r.rngcanonical <> 0 THEN r.rngcanonical::pg_catalog.regproc::text END AS canonical,
      CASE WHEN r.rngsubdiff <> 0 THEN r.rngsubdiff::pg_catalog.regproc::text END AS diff,
      ${version >= 140000 ? 'mn.nspname AS "multirangeSchema", m.typname AS multirange' : 'NULL AS "multirangeSchema", NULL AS multirange'}
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
    JOIN pg_catalog.pg_type st ON st.oid = r.rngsubtype
    LEFT JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc LEFT JOIN pg_catalog.pg_namespace opn ON opn.oid = o.opcnamespace
    LEFT JOIN pg_catalog.pg_collation co ON co.oid = r.rngcollation LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
    ${version >= 140000 ? 'LEFT JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid LEFT JOIN pg_catalog.pg_namespace mn ON mn.oid = m.typnamespace' : ''}
    WHERE t.typtype = 'r' AND ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    const multirange = row['multirange'] === null ? undefined : [String(row['multirangeSchema']), String(row['multirange'])]
    const named = multirange && multirange.join('.') !== standardMultirange(...path).join('.') ? multirange : undefined
    const data = compact({ subtype: row['subtype'], opclass: row['opclass'], collation: row['collation'], canonical: row['canonical'], diff: row['diff'], multirange: named })
    return [{ id: factId('range', path), kind: 'range', path, parent: null, data }]
  },
}
