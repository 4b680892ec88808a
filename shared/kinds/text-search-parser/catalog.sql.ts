import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { compact, pathOf } from '../naming.ts'

const functions = { start: 'prsstart', gettoken: 'prstoken', end: 'prsend', headline: 'prsheadline', lextypes: 'prslextype' }

export const textSearchParserCatalog: CatalogQuery = {
  catalog: 'pg_ts_parser',
  sql: () => `
    SELECT p.oid, n.nspname AS schema, p.prsname AS name, ${Object.entries(functions).map(([name, column]) => `CASE WHEN p.${column} <> 0 THEN p.${column}::pg_catalog.regproc::text END AS "${name}"`).join(', ')}
    FROM pg_catalog.pg_ts_parser p JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace WHERE ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    const data = compact(Object.fromEntries(Object.keys(functions).map((name) => [name, row[name]])))
    return [{ id: factId('text-search-parser', path), kind: 'text-search-parser', path, parent: null, data }]
  },
}
