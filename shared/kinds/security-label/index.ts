import type { Kind } from '../../schema/kind.ts'
import { securityLabelCatalog } from './catalog.sql.ts'
import { alter, create, drop } from './ddl.ts'

export const securityLabel: Kind = {
  name: 'security-label', label: ['security label', 'security labels'], icon: 'security-label', order: 940, noise: 'privilege', catalog: [securityLabelCatalog], create, drop, alter,
}
