import type { Kind } from '../../schema/kind.ts'
import { textSearchDictionaryCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const textSearchDictionary: Kind = {
  name: 'text-search-dictionary', label: ['text search dictionary', 'text search dictionaries'], icon: 'text-search', order: 54, catalog: [textSearchDictionaryCatalog],
  create, drop, alter, rename,
}
