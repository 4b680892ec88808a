import type { Kind } from '../../schema/kind.ts'
import { statisticsCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const statistics: Kind = {
  name: 'statistics',
  label: ['statistics object', 'statistics objects'],
  icon: 'statistics',
  order: 118,
  survivesTypeChange: true,
  catalog: [statisticsCatalog],
  create,
  drop,
  alter,
  rename,
}
