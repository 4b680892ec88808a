import type { Kind } from '../../schema/kind.ts'
import { textSearchTemplateCatalog } from './catalog.sql.ts'
import { create, drop, rename } from './ddl.ts'

export const textSearchTemplate: Kind = {
  name: 'text-search-template', label: ['text search template', 'text search templates'], icon: 'text-search', order: 53, catalog: [textSearchTemplateCatalog], create, drop, rename,
}
