import type { Kind } from '../../schema/kind.ts'
import { typeNames } from '../naming.ts'
import { compositeCatalog } from './catalog.sql.ts'
import { alter, drop, rename } from './ddl.ts'
import { create } from './ddl-create.ts'

export const composite: Kind = { name: 'composite', label: ['composite type', 'composite types'], icon: 'composite', order: 32, catalog: [compositeCatalog], occupies: typeNames, create, drop, alter, rename }
