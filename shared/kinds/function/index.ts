import type { Kind } from '../../schema/kind.ts'
import { routineCatalog } from '../routine/catalog.sql.ts'
import { occupiesRoutine } from '../routine/ddl.ts'
import { alter, create, drop, rename, stub } from './ddl.ts'

export const functionKind: Kind = {
  name: 'function',
  label: ['function', 'functions'],
  icon: 'function',
  order: 60,
  catalog: routineCatalog('function', "'f', 'w'"),
  occupies: occupiesRoutine,
  create,
  drop,
  alter,
  rename,
  stub,
}
