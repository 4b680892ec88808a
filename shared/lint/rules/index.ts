import type { Rule } from '../rule.ts'
import { dataAndDesign } from './data-and-design.ts'
import { locking } from './locking.ts'

/** All rules by their ids. */
export const rules: readonly Rule[] = [...locking, ...dataAndDesign].toSorted((a, b) => (a.id < b.id ? -1 : 1))
