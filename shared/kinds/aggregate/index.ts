import type { Kind } from '../../schema/kind.ts'
import { occupiesRoutine } from '../routine/ddl.ts'
import { aggregateCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const aggregate: Kind = {
  name: 'aggregate',
  label: ['aggregate', 'aggregates'],
  icon: 'aggregate',
  order: 66,
  catalog: [aggregateCatalog],
  occupies: occupiesRoutine,
  create,
  drop,
  alter,
  rename,
}
