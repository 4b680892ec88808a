import type { Kind } from '../../schema/kind.ts'
import { operatorFamilyCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const operatorFamily: Kind = {
  name: 'operator-family',
  label: ['operator family', 'operator families'],
  icon: 'operator-family',
  order: 65,
  catalog: [operatorFamilyCatalog],
  create,
  drop,
  alter,
  rename,
}
