import { factId, type Json } from '../../schema/fact.ts'
import type { CatalogQuery, Row, ServerFacts } from '../../schema/kind.ts'
import { listOf, settingsOf, sparse, textOf, textOrNull } from '../catalog-row.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { extensionsOf } from '../extension/depends-on.sql.ts'
import { columnsOf, columnsOfRelation, withoutSemicolon } from '../view/columns.sql.ts'

const from = `
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`
const where = `
    WHERE c.relkind = 'm' AND ${inScope('n')}`

const storageName = (letter: string) => `CASE ${letter} WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' WHEN 'x' THEN 'EXTENDED' END`

/** What ALTER COLUMN has set on columns, by name; only what differs from what the type gives. Options that begin with `pg_` are the server's own notes: pg_dump leaves them out. */
const columnSettings = ({ version }: ServerFacts) => `
  (SELECT pg_catalog.jsonb_object_agg(s.name, s.settings) FROM (
     SELECT a.attname AS name, pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
              'statistics', CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END,
              'storage', CASE WHEN a.attstorage <> t.typstorage THEN
                ${storageName('a.attstorage')} END,
              'compression', ${version >= 140_000 ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END" : 'NULL'},
              'options', (SELECT pg_catalog.jsonb_agg(o ORDER BY o) FROM pg_catalog.unnest(a.attoptions) o WHERE o !~ '^pg_'))) AS settings
     FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) s
   WHERE s.settings <> '{}')`

export const materializedViewCatalog: CatalogQuery = {
  catalog: 'pg_class',
  batches: { size: 500, keys: () => `SELECT c.oid${from}${where} ORDER BY c.oid` },
  sql: (server) => `
    SELECT c.oid, n.nspname AS schema, c.relname AS name, s.spcname AS tablespace, am.amname AS method, c.relispopulated AS populated,
           c.reltuples::float8 AS rows, c.reloptions AS options,
           (SELECT pg_catalog.array_agg('toast.' || o) FROM pg_catalog.pg_class toast, pg_catalog.unnest(toast.reloptions) o WHERE toast.oid = c.reltoastrelid) AS "toastOptions",
           pg_catalog.pg_get_viewdef(c.oid) AS definition, ${extensionsOf('pg_class', 'c.oid')} AS "dependsOn", ${columnsOfRelation} AS columns, ${columnSettings(server)} AS "columnSettings",
           (SELECT pg_catalog.jsonb_object_agg(a.attname, ${storageName('t.typstorage')}) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS storage${from}
    LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam${where} AND c.oid = ANY ($2::oid[])`,
  facts: (row) => {
    const path = [textOf(row, 'schema'), textOf(row, 'name')]
    return [
      {
        id: factId('materialized-view', path),
        kind: 'materialized-view',
        path,
        parent: null,
        data: dataOf(row),
        info: { columns: columnsOf(row), populated: row.populated === true, rows: Number(row.rows ?? -1), storage: (row.storage ?? {}) as Json },
      },
    ]
  },
}

function dataOf(row: Row): Readonly<Record<string, Json>> {
  const method = textOrNull(row, 'method')
  return sparse({
    definition: withoutSemicolon(textOf(row, 'definition')),
    options: { ...settingsOf(row, 'options'), ...settingsOf(row, 'toastOptions') },
    tablespace: textOrNull(row, 'tablespace'),
    method: method === 'heap' ? null : method,
    dependsOn: listOf(row, 'dependsOn'),
    columns: (row.columnSettings ?? null) as Json,
  })
}
