import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { ofItself } from '../catalog-scope.sql.ts'
import { sparse, textOf, textOrNull } from '../catalog-row.ts'

const contexts: Readonly<Record<string, string>> = { a: 'ASSIGNMENT', i: 'IMPLICIT' }
const methods: Readonly<Record<string, string>> = { i: 'INOUT', b: 'BINARY' }

/** Casts have no schema: they are read where one of their types is in a chosen one. Those of PostgreSQL itself have oids below 16384. */
export const castCatalog: CatalogQuery = {
  catalog: 'pg_cast',
  sql: () => `
    SELECT k.oid, pg_catalog.format_type(k.castsource, NULL) AS source, pg_catalog.format_type(k.casttarget, NULL) AS target, k.castcontext::text AS context, k.castmethod::text AS method,
           CASE WHEN k.castfunc <> 0 THEN k.castfunc::pg_catalog.regprocedure::text END AS function
    FROM pg_catalog.pg_cast k
    WHERE k.oid >= 16384 AND ${ofItself('pg_cast', 'k')} AND ($1::text[] IS NULL OR EXISTS (
      SELECT FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.oid IN (k.castsource, k.casttarget) AND n.nspname = ANY ($1::text[])))`,
  facts: (row) => {
    const path = [textOf(row, 'source'), textOf(row, 'target')]
    const data = sparse({
      function: textOrNull(row, 'function'),
      method: methods[textOf(row, 'method')] ?? null,
      context: contexts[textOf(row, 'context')] ?? null,
    })
    return [{ id: factId('cast', [], path.join(' AS ')), kind: 'cast', path, parent: null, data }]
  },
}
