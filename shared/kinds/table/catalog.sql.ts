import type { CatalogQuery, Row } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { compact, optionsOf } from './names.ts'

/** Condition on a pg_namespace `n`: a schema that is asked for and is not PostgreSQL's own. */
export const wanted = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND ($1::text[] IS NULL OR n.nspname = ANY ($1))`

const relationKinds: Readonly<Record<string, string>> = { r: 'table', p: 'table', f: 'foreign-table', m: 'materialized-view', v: 'view' }

/** Id of a relation by pg_class.relkind. */
export const relationId = (relkind: unknown, schema: unknown, name: unknown) => factId(relationKinds[String(relkind)] ?? 'table', [String(schema), String(name)])

const identities: Readonly<Record<string, string>> = { f: 'full', n: 'nothing' }

function parents(row: Row): string[] {
  return Array.isArray(row['parents']) ? row['parents'].map(([relkind, schema, name]: readonly unknown[]) => relationId(relkind, schema, name)) : []
}

export const tableCatalog: CatalogQuery = {
  catalog: 'pg_class',
  sql: () => `
    SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relpersistence = 'u' AS unlogged, c.reloptions AS options, t.reloptions AS toast,
      s.spcname AS tablespace, m.amname AS method, c.relreplident AS identity, c.relrowsecurity AS secured, c.relforcerowsecurity AS forced,
      CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END AS of_type,
      CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS key,
      CASE WHEN c.relkind = 'p' THEN (SELECT json_agg(a.attname) FROM pg_catalog.pg_partitioned_table k JOIN pg_catalog.pg_attribute a ON a.attrelid = k.partrelid AND a.attnum = ANY (k.partattrs::int2[]) WHERE k.partrelid = c.oid) END AS key_columns,
      CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound, i.parents, c.reltuples AS rows
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL
    LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
    LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam AND m.amname <> 'heap'
    LEFT JOIN (
      SELECT h.inhrelid, json_agg(json_build_array(p.relkind, pn.nspname, p.relname) ORDER BY h.inhseqno) AS parents
      FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
      WHERE p.relkind IN ('r', 'p', 'f')
      GROUP BY h.inhrelid
    ) i ON i.inhrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND ${wanted}`,
  facts: (row) => {
    const path = [String(row['schema']), String(row['name'])]
    const above = parents(row)
    const data = compact({
      partitionKey: row['key'],
      partitionOf: row['bound'] === null ? null : above[0],
      bound: row['bound'],
      inherits: row['bound'] === null ? above : null,
      ofType: row['of_type'],
      unlogged: row['unlogged'],
      options: { ...optionsOf(row['options']), ...optionsOf(row['toast'], 'toast.') },
      tablespace: row['tablespace'],
      accessMethod: row['method'],
      replicaIdentity: identities[String(row['identity'])],
      rowSecurity: row['secured'],
      forceRowSecurity: row['forced'],
    })
    const info = compact({ rows: typeof row['rows'] === 'number' && row['rows'] >= 0 ? row['rows'] : null, keyColumns: row['key_columns'] })
    return [{ id: factId('table', path), kind: 'table', path, parent: null, data, info }]
  },
}

