import type { Kind } from '../../schema/kind.ts'
import { routineCatalog } from '../routine/catalog.sql.ts'
import { occupiesRoutine } from '../routine/ddl.ts'
import { alter, create, drop, rename, stub } from './ddl.ts'

export const procedure: Kind = {
  name: 'procedure',
  label: ['procedure', 'procedures'],
  icon: 'procedure',
  order: 62,
  catalog: routineCatalog('procedure', "'p'"),
  occupies: occupiesRoutine,
  create,
  drop,
  alter,
  rename,
  stub,
}
