import type { Kind } from '../../schema/kind.ts'
import { relationName } from '../table/names.ts'
import { sequenceCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const sequence: Kind = {
  name: 'sequence',
  label: ['sequence', 'sequences'],
  icon: 'sequence',
  order: 80,
  holdsData: () => true,
  catalog: [sequenceCatalog],
  occupies: ({ path }) => [`relation:${relationName(path)}`],
  create,
  drop,
  alter,
  rename,
}
