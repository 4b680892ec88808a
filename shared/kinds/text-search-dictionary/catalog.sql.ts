import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { compact, pathOf } from '../naming.ts'
import { parseOptions } from './parse-options.ts'

export const textSearchDictionaryCatalog: CatalogQuery = {
  catalog: 'pg_ts_dict',
  sql: () => `
    SELECT d.oid, n.nspname AS schema, d.dictname AS name, pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.tmplname) AS template, d.dictinitoption AS options
    FROM pg_catalog.pg_ts_dict d JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace
    JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
    WHERE ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    const options = parseOptions(typeof row['options'] === 'string' ? row['options'] : '')
    return [{ id: factId('text-search-dictionary', path), kind: 'text-search-dictionary', path, parent: null, data: compact({ template: row['template'], options }) }]
  },
}
