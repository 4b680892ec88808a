import type { LockGroup } from './case.ts'
import { constraints, indexes, partitions, views } from './object-cases.ts'
import { data, domains, others, triggers } from './other-cases.ts'
import { columns, tables, types } from './table-cases.ts'

export const groups: readonly LockGroup[] = [tables, columns, types, constraints, indexes, partitions, views, triggers, domains, others, data]
