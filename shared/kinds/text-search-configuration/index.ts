import type { Kind } from '../../schema/kind.ts'
import { textSearchConfigurationCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const textSearchConfiguration: Kind = {
  name: 'text-search-configuration', label: ['text search configuration', 'text search configurations'], icon: 'text-search', order: 56, catalog: [textSearchConfigurationCatalog],
  create, drop, alter, rename,
}
