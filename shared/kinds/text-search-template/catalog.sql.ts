import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { compact, pathOf } from '../naming.ts'

export const textSearchTemplateCatalog: CatalogQuery = {
  catalog: 'pg_ts_template',
  sql: () => `
    SELECT t.oid, n.nspname AS schema, t.tmplname AS name, CASE WHEN t.tmplinit <> 0 THEN t.tmplinit::pg_catalog.regproc::text END AS init, t.tmpllexize::pg_catalog.regproc::text AS lexize
    FROM pg_catalog.pg_ts_template t JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace WHERE ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    return [{ id: factId('text-search-template', path), kind: 'text-search-template', path, parent: null, data: compact({ init: row['init'], lexize: row['lexize'] }) }]
  },
}
