import type { Kind } from '../../schema/kind.ts'
import { publicationCatalog, publicationEdges } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const publication: Kind = {
  name: 'publication', label: ['publication', 'publications'], icon: 'publication', order: 700, catalog: [publicationCatalog, publicationEdges], create, drop, alter, rename,
}
