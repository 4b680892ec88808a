import type { CatalogQuery } from '../../schema/kind.ts'
import { factId } from '../../schema/fact.ts'
import { inScope } from '../catalog-scope.sql.ts'
import { compact, pathOf } from '../naming.ts'

const providers: Readonly<Record<string, string>> = { i: 'icu', b: 'builtin', c: 'libc' }

/** The column that holds the locale of ICU: 13 and 14 collcollate, 15 and 16 colliculocale, since 17 colllocale. The version of the library's data is no difference. */
export const collationCatalog: CatalogQuery = {
  catalog: 'pg_collation',
  sql: ({ version }) => `
    SELECT c.oid, n.nspname AS schema, c.collname AS name, c.collprovider::text AS provider, c.collisdeterministic AS deterministic,
      ${version >= 170000 ? 'c.colllocale' : version >= 150000 ? 'c.colliculocale' : "CASE WHEN c.collprovider = 'i' THEN c.collcollate::text END"} AS locale,
      CASE WHEN c.collprovider = 'c' THEN c.collcollate::text END AS collate, CASE WHEN c.collprovider = 'c' THEN c.collctype::text END AS ctype,
      ${version >= 160000 ? 'c.collicurules' : 'NULL'} AS rules
    FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
    WHERE c.collencoding IN (-1, pg_catalog.pg_char_to_encoding(pg_catalog.getdatabaseencoding())) AND ${inScope('n')}`,
  facts: (row) => {
    const path = pathOf(row)
    const same = row['collate'] === row['ctype']
    const data = compact({
      provider: providers[String(row['provider'])] ?? String(row['provider']), locale: row['locale'] ?? (same ? row['collate'] : null),
      collate: same ? null : row['collate'], ctype: same ? null : row['ctype'], nondeterministic: row['deterministic'] === false, rules: row['rules'],
    })
    return [{ id: factId('collation', path), kind: 'collation', path, parent: null, data }]
  },
}
