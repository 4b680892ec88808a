import type { Kind } from '../../schema/kind.ts'
import { foreignDataWrapperCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const foreignDataWrapper: Kind = {
  name: 'foreign-data-wrapper', label: ['foreign data wrapper', 'foreign data wrappers'], icon: 'foreign-data-wrapper', order: 60, catalog: [foreignDataWrapperCatalog],
  create, drop, alter, rename,
}
