import type { Kind } from '../../schema/kind.ts'
import { defaultPrivilegeCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const defaultPrivilege: Kind = {
  name: 'default-privilege', label: ['default privilege', 'default privileges'], icon: 'privilege', order: 990, noise: 'privilege', catalog: [defaultPrivilegeCatalog], create, drop, alter,
}
