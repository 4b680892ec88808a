import type { Kind } from '../../schema/kind.ts'
import { columnCatalog } from './catalog.sql.ts'
import { create, drop, rename } from './ddl.ts'
import { alter } from './ddl-alter.ts'

export const column: Kind = {
  name: 'column',
  label: ['column', 'columns'],
  icon: 'column',
  order: 102,
  holdsData: ({ data }) => data['generated'] === undefined && data['inherited'] !== true,
  catalog: [columnCatalog],
  create,
  drop,
  alter,
  rename,
}
