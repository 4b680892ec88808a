import type { Kind } from '../../schema/kind.ts'
import { relationName } from '../table/names.ts'
import { indexCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const index: Kind = {
  name: 'index',
  label: ['index', 'indexes'],
  icon: 'index',
  order: 115,
  survivesTypeChange: true,
  catalog: [indexCatalog],
  occupies: ({ path }) => [`relation:${relationName(path)}`],
  create,
  drop,
  alter,
  rename,
}
