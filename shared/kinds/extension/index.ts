import type { Kind } from '../../schema/kind.ts'
import { extensionCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const extension: Kind = {
  name: 'extension',
  label: ['extension', 'extensions'],
  icon: 'extension',
  order: 20,
  catalog: [extensionCatalog],
  holdsData: ({ info }) => info?.tables === true,
  create,
  drop,
  alter,
}
