import { factId } from '../../schema/fact.ts'
import type { CatalogQuery, Row } from '../../schema/kind.ts'
import { wholeDatabase } from '../catalog-scope.sql.ts'
import { compact } from '../naming.ts'

/** One table of a publication. `columns`: only these; `where`: only such rows, with parentheses. */
export interface PublishedTable {
  readonly table: readonly [schema: string, name: string]
  readonly columns?: readonly string[]
  readonly where?: string
}

const tables = (version: number) => `
      (SELECT coalesce(jsonb_agg(jsonb_build_object('table', jsonb_build_array(n.nspname, c.relname)${version >= 150000 ? `,
          'columns', CASE WHEN r.prattrs IS NOT NULL THEN (SELECT jsonb_agg(a.attname ORDER BY a.attnum) FROM pg_catalog.pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) END,
          'where', pg_catalog.pg_get_expr(r.prqual, r.prrelid)` : ''}) ORDER BY n.nspname, c.relname), '[]')
        FROM pg_catalog.pg_publication_rel r JOIN pg_catalog.pg_class c ON c.oid = r.prrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE r.prpubid = p.oid) AS tables`

const schemas = (version: number) => (version < 150000 ? "'[]'::jsonb AS schemas" : `
      (SELECT coalesce(jsonb_agg(n.nspname ORDER BY n.nspname), '[]') FROM pg_catalog.pg_publication_namespace s JOIN pg_catalog.pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid) AS schemas`)

const generated: Readonly<Record<string, string>> = { s: 'stored' }
const operations = ['insert', 'update', 'delete', 'truncate'] as const

function publishOf(row: Row): string | null {
  const published = operations.filter((operation) => row[operation] === true)
  return published.length === operations.length ? null : published.join(', ')
}

export const publicationCatalog: CatalogQuery = {
  catalog: 'pg_publication',
  sql: ({ version }) => `
    SELECT p.oid, p.pubname AS name, p.puballtables AS all, p.pubinsert AS insert, p.pubupdate AS update, p.pubdelete AS delete, p.pubtruncate AS truncate, p.pubviaroot AS root,
      ${version >= 180000 ? 'p.pubgencols::text' : "'n'"} AS generated,${tables(version)},${schemas(version)}
    FROM pg_catalog.pg_publication p WHERE ${wholeDatabase}`,
  facts: (row) => {
    const path = [String(row['name'])]
    const data = compact({
      allTables: row['all'], tables: (row['tables'] as PublishedTable[]).map((table) => compact({ ...table })), schemas: row['schemas'],
      publish: publishOf(row), viaRoot: row['root'], generatedColumns: generated[String(row['generated'])],
    })
    return [{ id: factId('publication', path), kind: 'publication', path, parent: null, data }]
  },
}

/** Its tables, and the columns that it names: pg_depend has some of them only through the rows of pg_publication_rel. */
export const publicationEdges: CatalogQuery = {
  catalog: 'pg_publication_rel',
  satellite: true,
  sql: ({ version }) => `
    SELECT r.prpubid AS publication, r.prrelid AS relation, ${version >= 150000 ? 'r.prattrs::int2[]' : 'NULL::int2[]'} AS columns FROM pg_catalog.pg_publication_rel r WHERE ${wholeDatabase}`,
  facts: (row, { resolve, edge }) => {
    const from = resolve('pg_publication', Number(row['publication']))
    const columns = (row['columns'] as number[] | null) ?? []
    for (const sub of [0, ...columns]) {
      const to = resolve('pg_class', Number(row['relation']), sub)
      if (from !== undefined && to !== undefined) edge(from, to)
    }
    return []
  },
}
