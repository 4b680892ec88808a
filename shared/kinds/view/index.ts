import type { Kind } from '../../schema/kind.ts'
import { qualified } from '../../sql/quote.ts'
import { viewCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename, stub } from './ddl.ts'

export const view: Kind = {
  name: 'view',
  label: ['view', 'views'],
  icon: 'view',
  order: 120,
  catalog: [viewCatalog],
  occupies: ({ path: [schema = '', name = ''] }) => [`relation:${qualified(schema, name)}`, `type:${qualified(schema, name)}`],
  create,
  drop,
  alter,
  rename,
  stub,
}
