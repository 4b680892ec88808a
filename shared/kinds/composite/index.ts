import type { Kind } from '../../schema/kind.ts'
import { typeNames } from '../naming.ts'
import { compositeCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const composite: Kind = { name: 'composite', label: ['composite type', 'composite types'], icon: 'composite', order: 32, catalog: [compositeCatalog], occupies: typeNames, create, drop, alter, rename }
