import type { Kind } from '../../schema/kind.ts'
import { privilegeCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const privilege: Kind = { name: 'privilege', label: ['privilege', 'privileges'], icon: 'privilege', order: 910, noise: 'privilege', catalog: [privilegeCatalog], create, drop, alter }
