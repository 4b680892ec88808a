import type { Kind } from '../../schema/kind.ts'
import { nameInSchema } from '../naming.ts'
import { collationCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const collation: Kind = {
  name: 'collation', label: ['collation', 'collations'], icon: 'collation', order: 20, catalog: [collationCatalog],
  occupies: (fact) => [`collation:${nameInSchema(fact)}`], create, drop, alter, rename,
}
