import type { Kind } from '../../schema/kind.ts'
import { defaultCatalog, missingDefaultCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const columnDefault: Kind = {
  name: 'default',
  label: ['default', 'defaults'],
  icon: 'default',
  order: 104,
  survivesTypeChange: true,
  catalog: [defaultCatalog, missingDefaultCatalog],
  create,
  drop,
  alter,
}
