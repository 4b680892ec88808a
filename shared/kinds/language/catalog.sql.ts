import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { sparse, textOf, textOrNull } from '../catalog-row.ts'

const handler = (oid: string) =>
  `(SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname) FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = ${oid})`

/** Languages for functions; `internal`, `c` and `sql` are PostgreSQL's own. Of the whole database: not read where schemas were chosen. */
export const languageCatalog: CatalogQuery = {
  catalog: 'pg_language',
  sql: () => `
    SELECT l.oid, l.lanname AS name, l.lanpltrusted AS trusted, ${handler('l.lanplcallfoid')} AS handler, ${handler('l.laninline')} AS inline, ${handler('l.lanvalidator')} AS validator
    FROM pg_catalog.pg_language l
    WHERE l.lanispl AND $1::text[] IS NULL`,
  facts: (row) => {
    const path = [textOf(row, 'name')]
    const data = sparse({
      trusted: row.trusted === true,
      handler: textOf(row, 'handler'),
      inline: textOrNull(row, 'inline'),
      validator: textOrNull(row, 'validator'),
    })
    return [{ id: factId('language', path), kind: 'language', path, parent: null, data }]
  },
}
