import type { Kind } from '../../schema/kind.ts'
import { typeNames } from '../naming.ts'
import { domainCatalog } from './catalog.sql.ts'
import { alter, drop, rename } from './ddl.ts'
import { create } from './ddl-create.ts'

export const domain: Kind = { name: 'domain', label: ['domain', 'domains'], icon: 'domain', order: 34, catalog: [domainCatalog], occupies: typeNames, create, drop, alter, rename }
