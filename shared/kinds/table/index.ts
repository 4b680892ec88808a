import type { Kind } from '../../schema/kind.ts'
import { tableCatalog } from './catalog.sql.ts'
import { create, drop, rename } from './ddl.ts'
import { alter } from './ddl-alter.ts'
import { relationName } from './names.ts'

export const table: Kind = {
  name: 'table',
  label: ['table', 'tables'],
  icon: 'table',
  order: 100,
  holdsData: ({ data }) => data['partitionKey'] === undefined,
  catalog: [tableCatalog],
  occupies: ({ path }) => [`relation:${relationName(path)}`, `type:${relationName(path)}`],
  create,
  drop,
  alter,
  rename,
}
