import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { inChosenSchemas } from '../chosen.sql.ts'
import { readOptions } from '../foreign-data-wrapper/options.ts'
import { compact, pathOf } from '../naming.ts'

/** Its columns, defaults and constraints are facts of their own, as of a table. */
export const foreignTableCatalog: CatalogQuery = {
  catalog: 'pg_class',
  sql: () => `
    SELECT c.oid, n.nspname AS schema, c.relname AS name, s.srvname AS server, f.ftoptions AS options, pg_catalog.pg_get_expr(c.relpartbound, c.oid) AS bound,
      (SELECT jsonb_agg(jsonb_build_array(pn.nspname, p.relname) ORDER BY h.inhseqno) FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace WHERE h.inhrelid = c.oid) AS parents
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
    WHERE c.relkind = 'f' AND ${inChosenSchemas('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    const data = compact({ server: row['server'], options: readOptions(row['options']), parents: row['parents'], bound: row['bound'] })
    return [{ id: factId('foreign-table', path), kind: 'foreign-table', path, parent: null, data }]
  },
}
