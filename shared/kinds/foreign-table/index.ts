import type { Kind } from '../../schema/kind.ts'
import { typeNames } from '../naming.ts'
import { foreignTableCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const foreignTable: Kind = {
  name: 'foreign-table', label: ['foreign table', 'foreign tables'], icon: 'foreign-table', order: 120, catalog: [foreignTableCatalog], occupies: typeNames, create, drop, alter, rename,
}
