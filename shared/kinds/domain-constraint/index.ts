import type { Kind } from '../../schema/kind.ts'
import { domainConstraintCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const domainConstraint: Kind = {
  name: 'domain-constraint', label: ['domain constraint', 'domain constraints'], icon: 'constraint', order: 36, catalog: [domainConstraintCatalog], create, drop, alter, rename,
}
