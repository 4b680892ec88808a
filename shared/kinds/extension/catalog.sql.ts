import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { textOf, textOrNull } from '../catalog-row.ts'

/** Extensions are of the whole database; where schemas were chosen, those whose objects live there. */
export const extensionCatalog: CatalogQuery = {
  catalog: 'pg_extension',
  sql: () => `
    SELECT e.oid, e.extname AS name, n.nspname AS schema, e.extversion AS version, e.extrelocatable AS relocatable,
           (SELECT v.comment FROM pg_catalog.pg_available_extensions v WHERE v.name = e.extname) AS comment,
           EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class c ON c.oid = d.objid
                   WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid AND d.deptype = 'e' AND c.relkind IN ('r', 'p')) AS tables
    FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
    WHERE $1::text[] IS NULL OR n.nspname = ANY ($1::text[])`,
  facts: (row) => {
    const path = [textOf(row, 'name')]
    return [
      {
        id: factId('extension', path),
        kind: 'extension',
        path,
        parent: null,
        data: { schema: textOf(row, 'schema'), version: textOf(row, 'version') },
        info: { relocatable: row.relocatable === true, comment: textOrNull(row, 'comment'), tables: row.tables === true },
      },
    ]
  },
}
