import type { Kind } from '../../schema/kind.ts'
import { partitionTriggerCatalog, triggerCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const trigger: Kind = {
  name: 'trigger',
  label: ['trigger', 'triggers'],
  icon: 'trigger',
  order: 150,
  catalog: [triggerCatalog, partitionTriggerCatalog],
  create,
  drop,
  alter,
  rename,
}
