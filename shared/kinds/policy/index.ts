import type { Kind } from '../../schema/kind.ts'
import { policyCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const policy: Kind = {
  name: 'policy',
  label: ['policy', 'policies'],
  icon: 'policy',
  order: 160,
  catalog: [policyCatalog],
  create,
  drop,
  alter,
  rename,
}
