import type { Kind } from '../../schema/kind.ts'
import { textSearchParserCatalog } from './catalog.sql.ts'
import { create, drop, rename } from './ddl.ts'

export const textSearchParser: Kind = {
  name: 'text-search-parser', label: ['text search parser', 'text search parsers'], icon: 'text-search', order: 52, catalog: [textSearchParserCatalog], create, drop, rename,
}
