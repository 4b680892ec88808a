import type { Kind } from '../../schema/kind.ts'
import { viewDefaultCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const viewDefault: Kind = {
  name: 'view-default',
  label: ['default of a view column', 'defaults of view columns'],
  icon: 'default',
  order: 122,
  catalog: [viewDefaultCatalog],
  create,
  drop,
  alter,
}
