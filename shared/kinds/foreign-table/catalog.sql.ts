import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { readOptions } from '../foreign-data-wrapper/options.ts'
import { compact, pathOf } from '../naming.ts'
import { relationId } from '../table/catalog.sql.ts'

type Parent = readonly [relkind: string, schema: string, name: string]

/** Its columns, defaults and constraints are facts of their own, and its place in a hierarchy is said, as of a table. */
export const foreignTableCatalog: CatalogQuery = {
  catalog: 'pg_class',
  sql: () => `
    SELECT c.oid, n.nspname AS schema, c.relname AS name, s.srvname AS server, f.ftoptions AS options, CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS bound,
      (SELECT coalesce(jsonb_agg(jsonb_build_array(p.relkind, pn.nspname, p.relname) ORDER BY h.inhseqno), '[]') FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid) AS parents
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
    WHERE c.relkind = 'f' AND ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    const parents = (row['parents'] as Parent[]).map((parent) => relationId(...parent))
    const partition = row['bound'] !== null
    const data = compact({ server: row['server'], options: readOptions(row['options']), partitionOf: partition ? parents[0] : null, bound: row['bound'], inherits: partition ? null : parents })
    return [{ id: factId('foreign-table', path), kind: 'foreign-table', path, parent: null, data }]
  },
}
