import type { Kind } from '../../schema/kind.ts'
import { userMappingCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const userMapping: Kind = { name: 'user-mapping', label: ['user mapping', 'user mappings'], icon: 'user-mapping', order: 64, catalog: [userMappingCatalog], create, drop, alter }
