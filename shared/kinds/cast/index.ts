import type { Kind } from '../../schema/kind.ts'
import { castCatalog } from './catalog.sql.ts'
import { create, drop } from './ddl.ts'

export const cast: Kind = {
  name: 'cast',
  label: ['cast', 'casts'],
  icon: 'cast',
  order: 68,
  catalog: [castCatalog],
  create,
  drop,
}
