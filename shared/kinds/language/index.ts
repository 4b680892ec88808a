import type { Kind } from '../../schema/kind.ts'
import { languageCatalog } from './catalog.sql.ts'
import { alter, create, drop, rename } from './ddl.ts'

export const language: Kind = {
  name: 'language',
  label: ['language', 'languages'],
  icon: 'language',
  order: 30,
  catalog: [languageCatalog],
  create,
  drop,
  alter,
  rename,
}
