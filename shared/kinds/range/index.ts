import type { Kind } from '../../schema/kind.ts'
import { typeNames } from '../naming.ts'
import { rangeCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const range: Kind = { name: 'range', label: ['range type', 'range types'], icon: 'range', order: 38, catalog: [rangeCatalog], occupies: typeNames, create, drop, alter, rename }
