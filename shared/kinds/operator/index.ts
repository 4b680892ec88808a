import type { Kind } from '../../schema/kind.ts'
import { operatorCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const operator: Kind = {
  name: 'operator',
  label: ['operator', 'operators'],
  icon: 'operator',
  order: 64,
  catalog: [operatorCatalog],
  create,
  drop,
  alter,
}
