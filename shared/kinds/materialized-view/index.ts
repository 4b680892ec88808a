import type { Kind } from '../../schema/kind.ts'
import { qualified } from '../../sql/quote.ts'
import { materializedViewCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const materializedView: Kind = {
  name: 'materialized-view',
  label: ['materialized view', 'materialized views'],
  icon: 'materialized-view',
  order: 125,
  catalog: [materializedViewCatalog],
  occupies: ({ path: [schema = '', name = ''] }) => [`relation:${qualified(schema, name)}`, `type:${qualified(schema, name)}`],
  create,
  drop,
  alter,
  rename,
}
