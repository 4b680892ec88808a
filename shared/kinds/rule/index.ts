import type { Kind } from '../../schema/kind.ts'
import { ruleCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const rule: Kind = {
  name: 'rule',
  label: ['rule', 'rules'],
  icon: 'rule',
  order: 145,
  catalog: [ruleCatalog],
  create,
  drop,
  alter,
  rename,
}
