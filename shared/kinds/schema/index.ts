import type { Kind } from '../../schema/kind.ts'
import { schemaCatalog } from './catalog.sql.ts'
import { create, drop, rename } from './ddl.ts'

export const schema: Kind = {
  name: 'schema',
  label: ['schema', 'schemas'],
  icon: 'schema',
  order: 10,
  catalog: [schemaCatalog],
  create,
  drop,
  rename,
}
