import { factId } from '../../schema/fact.ts'
import type { CatalogQuery } from '../../schema/kind.ts'
import { listOf, sparse, textOf } from '../catalog-row.ts'
import { enabledStates } from '../enabled-state.ts'

/** Event triggers are of the whole database: not read where schemas were chosen. */
export const eventTriggerCatalog: CatalogQuery = {
  catalog: 'pg_event_trigger',
  sql: () => `
    SELECT e.oid, e.evtname AS name, e.evtevent AS event, e.evttags AS tags, e.evtenabled::text AS enabled, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname) AS function
    FROM pg_catalog.pg_event_trigger e JOIN pg_catalog.pg_proc p ON p.oid = e.evtfoid JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE $1::text[] IS NULL`,
  facts: (row) => {
    const path = [textOf(row, 'name')]
    const data = sparse({
      event: textOf(row, 'event'),
      tags: listOf(row, 'tags'),
      function: textOf(row, 'function'),
      enabled: enabledStates[textOf(row, 'enabled')] ?? null,
    })
    return [{ id: factId('event-trigger', path), kind: 'event-trigger', path, parent: null, data }]
  },
}
