import type { CatalogQuery, Row } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { relationId, wanted } from '../table/catalog.sql.ts'
import { compact, optionsOf } from '../table/names.ts'

/** As get_reloptions() of PostgreSQL's ruleutils.c writes a value. */
function optionValue(value: string): string {
  return value !== '' && quoteIdentifier(value) === value ? value : quoteLiteral(value)
}

/** ` WITH (fillfactor='70')` as PostgreSQL writes it, of pg_class.reloptions. */
export function reloptionText(options: readonly unknown[]): string {
  const texts = options.map(String).map((item) => `${quoteIdentifier(item.slice(0, item.indexOf('=')))}=${optionValue(item.slice(item.indexOf('=') + 1))}`)
  return ` WITH (${texts.join(', ')})`
}

/**
 * pg_get_indexdef without what has a name of its own: `btree (a, lower(b)) INCLUDE (c)` of `CREATE INDEX i ON s.t USING btree
 * (a, lower(b)) INCLUDE (c) WITH (fillfactor='70') WHERE (d > 0)`. A text that is not built so stays as it is.
 */
function definitionOf(row: Row): string {
  const head = `CREATE ${row['unique'] === true ? 'UNIQUE ' : ''}INDEX ${String(row['quoted'])} ON ${row['relkind'] === 'I' ? 'ONLY ' : ''}${String(row['quoted_table'])} USING `
  let text = String(row['definition'])
  if (text.startsWith(head)) text = text.slice(head.length)
  const cut = (end: string) => {
    if (text.endsWith(end)) text = text.slice(0, -end.length)
  }
  if (typeof row['predicate'] === 'string') cut(` WHERE ${row['predicate']}`)
  if (Array.isArray(row['options'])) cut(reloptionText(row['options']))
  return text
}

/** All indexes but those that a constraint has made. */
export const indexCatalog: CatalogQuery = {
  catalog: 'pg_class',
  sql: () => `
    SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relkind, tn.nspname AS table_schema, t.relname AS table, t.relkind AS table_kind, i.indisunique AS unique,
      pg_catalog.quote_ident(c.relname) AS quoted, pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.relname) AS quoted_table,
      pg_catalog.pg_get_indexdef(c.oid) AS definition, CASE WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END AS predicate,
      c.reloptions AS options, s.spcname AS tablespace, NOT i.indisvalid AS invalid, i.indisclustered AS clustered, i.indisreplident AS replica_identity,
      CASE WHEN i.indexprs IS NOT NULL THEN (SELECT json_object_agg(a.attnum, a.attstattarget) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attstattarget >= 0) END AS statistics,
      CASE WHEN c.relispartition THEN (SELECT json_build_array(pn.nspname, p.relname) FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid) END AS above
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
    LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
    LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = c.oid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
    WHERE k.oid IS NULL AND t.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND ${wanted}`,
  facts: (row) => {
    const path = [String(row['schema']), String(row['name'])]
    const data = compact({
      definition: definitionOf(row),
      unique: row['unique'],
      where: row['predicate'],
      options: optionsOf(row['options']),
      tablespace: row['tablespace'],
      statistics: row['statistics'],
      clustered: row['clustered'],
      replicaIdentity: row['replica_identity'],
      invalid: row['invalid'],
      attachedTo: Array.isArray(row['above']) ? factId('index', row['above'].map(String)) : null,
    })
    return [{ id: factId('index', path), kind: 'index', path, parent: relationId(row['table_kind'], row['table_schema'], row['table']), data }]
  },
}
