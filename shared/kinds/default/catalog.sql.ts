import type { CatalogQuery } from '../../schema/kind.ts'
import { factId, satelliteId } from '../../schema/fact.ts'
import { wanted } from '../table/catalog.sql.ts'

/**
 * Defaults of columns; an expression of a generated column belongs to the column. Of inherited columns, only those that
 * differ from the default of the table above; `expression: null` says that there is none although the table above has one.
 * What stands at pg_attrdef's own addresses is read by the first query, what is missing by the second.
 */
export const defaultCatalog: CatalogQuery = {
  catalog: 'pg_attrdef',
  sql: () => `
    SELECT d.oid, n.nspname AS schema, c.relname AS table, a.attname AS name, own.expression
    FROM pg_catalog.pg_attrdef d
    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    JOIN pg_catalog.pg_class c ON c.oid = d.adrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS expression OFFSET 0) own
    WHERE a.attgenerated = '' AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND ${wanted}
      AND (a.attinhcount = 0 OR own.expression IS DISTINCT FROM (
        SELECT pg_catalog.pg_get_expr(pd.adbin, pd.adrelid)
        FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_attribute p ON p.attrelid = h.inhparent AND p.attname = a.attname AND NOT p.attisdropped
        LEFT JOIN pg_catalog.pg_attrdef pd ON pd.adrelid = p.attrelid AND pd.adnum = p.attnum
        WHERE h.inhrelid = a.attrelid ORDER BY h.inhseqno LIMIT 1))`,
  facts: ({ schema, table, name, expression }) => {
    const parent = factId('column', [String(schema), String(table), String(name)])
    return [{ id: satelliteId('default', parent), kind: 'default', path: [], parent, data: { expression: String(expression) } }]
  },
}

export const missingDefaultCatalog: CatalogQuery = {
  catalog: 'pg_attrdef',
  sql: () => `
    SELECT 0::oid AS oid, n.nspname AS schema, c.relname AS table, a.attname AS name
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attinhcount > 0 AND NOT a.atthasdef AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND ${wanted}
      AND (SELECT p.atthasdef AND p.attgenerated = '' FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_attribute p ON p.attrelid = h.inhparent AND p.attname = a.attname AND NOT p.attisdropped
        WHERE h.inhrelid = a.attrelid ORDER BY h.inhseqno LIMIT 1)`,
  facts: ({ schema, table, name }) => {
    const parent = factId('column', [String(schema), String(table), String(name)])
    return [{ id: satelliteId('default', parent), kind: 'default', path: [], parent, data: { expression: null } }]
  },
}
