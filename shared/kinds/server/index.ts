import type { Kind } from '../../schema/kind.ts'
import { serverCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const server: Kind = { name: 'server', label: ['foreign server', 'foreign servers'], icon: 'server', order: 62, catalog: [serverCatalog], create, drop, alter, rename }
