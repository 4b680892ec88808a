import type { Kind } from '../../schema/kind.ts'
import { relationName } from '../table/names.ts'
import { constraintCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'
import { hasIndex } from './ddl-text.ts'

export const constraint: Kind = {
  name: 'constraint',
  label: ['constraint', 'constraints'],
  icon: 'constraint',
  order: 110,
  survivesTypeChange: true,
  catalog: [constraintCatalog],
  occupies: (fact) => (hasIndex(fact) ? [`relation:${relationName([fact.path[0] ?? '', fact.path[2] ?? ''])}`] : []),
  create,
  drop,
  alter,
  rename,
}
