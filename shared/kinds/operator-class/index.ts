import type { Kind } from '../../schema/kind.ts'
import { operatorClassCatalog } from './catalog.sql.ts'
import { create, drop, rename } from './ddl.ts'

export const operatorClass: Kind = {
  name: 'operator-class',
  label: ['operator class', 'operator classes'],
  icon: 'operator-class',
  order: 66,
  catalog: [operatorClassCatalog],
  create,
  drop,
  rename,
}
