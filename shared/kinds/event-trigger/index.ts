import type { Kind } from '../../schema/kind.ts'
import { eventTriggerCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

/** Created last and dropped first: one that is there fires for every other statement of a plan. */
export const eventTrigger: Kind = {
  name: 'event-trigger',
  label: ['event trigger', 'event triggers'],
  icon: 'event-trigger',
  order: 990,
  catalog: [eventTriggerCatalog],
  create,
  drop,
  alter,
  rename,
}
