import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { relationId, wanted } from '../table/catalog.sql.ts'
import { compact } from '../table/names.ts'

export const statisticsCatalog: CatalogQuery = {
  catalog: 'pg_statistic_ext',
  sql: () => `
    SELECT e.oid, n.nspname AS schema, e.stxname AS name, tn.nspname AS table_schema, t.relname AS table, t.relkind, pg_catalog.pg_get_statisticsobjdef(e.oid) AS definition,
      pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(e.stxname) AS quoted, pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.relname) AS quoted_table,
      CASE WHEN e.stxstattarget >= 0 THEN e.stxstattarget END AS target
    FROM pg_catalog.pg_statistic_ext e
    JOIN pg_catalog.pg_namespace n ON n.oid = e.stxnamespace
    JOIN pg_catalog.pg_class t ON t.oid = e.stxrelid
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
    WHERE ${wanted}`,
  facts: (row) => {
    const path = [String(row['schema']), String(row['name'])]
    const head = `CREATE STATISTICS ${String(row['quoted'])} `
    const tail = ` FROM ${String(row['quoted_table'])}`
    const text = String(row['definition'])
    const definition = text.startsWith(head) && text.endsWith(tail) ? text.slice(head.length, -tail.length) : text
    return [{ id: factId('statistics', path), kind: 'statistics', path, parent: relationId(row['relkind'], row['table_schema'], row['table']), data: compact({ definition, target: row['target'] }) }]
  },
}
