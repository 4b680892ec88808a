import type { Kind } from '../../schema/kind.ts'
import { typeNames } from '../naming.ts'
import { enumCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const enumeration: Kind = { name: 'enum', label: ['enum', 'enums'], icon: 'enum', order: 30, catalog: [enumCatalog], occupies: typeNames, create, drop, alter, rename }
