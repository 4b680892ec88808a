import type { Kind } from '../../schema/kind.ts'
import { ownerCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const owner: Kind = { name: 'owner', label: ['owner', 'owners'], icon: 'owner', order: 900, noise: 'owner', catalog: [ownerCatalog], create, drop, alter }
