import type { LintContext, LintStatement } from '../rule.ts'
import { isNew, relationOf, sizeOf, type Name } from './relation.ts'
import { nodeAs, nodesAs } from './tree.ts'
import { isAdded } from './added-columns.ts'

export interface Written {
  rows: number
  basis: 'trace' | 'text'
  /** What triggers, cascades and rules wrote, of `rows`. */
  effects: number
}

/** The relation that a statement writes rows of, when it is no new one. */
export function writtenRelation({ node }: LintStatement, context: LintContext): Name | undefined {
  const range = nodeAs(node, 'InsertStmt')?.relation ?? nodeAs(node, 'UpdateStmt')?.relation ?? nodeAs(node, 'DeleteStmt')?.relation ?? nodeAs(node, 'MergeStmt')?.relation
  const table = range && relationOf(range, context)
  return table && !isNew(table, context) ? table : undefined
}

/** Rows that a statement writes: those of the target, if that is reckoned; else those where it was traced; else, of a statement without a condition, those of the table. */
export function rowsWritten(statement: LintStatement, context: LintContext): Written | undefined {
  const table = writtenRelation(statement, context)
  if (!table || statement.inside) return undefined
  const { trace } = statement
  const old = (trace?.rows ?? []).filter(({ relation }) => !context.madeInBatch(relation))
  const sum = (by?: string) => old.filter((one) => by === undefined || one.by === by).reduce((total, { inserted, updated, deleted }) => total + inserted + updated + deleted, 0)
  if (trace?.outcome === 'ran') return { rows: Math.max(sum(), trace.onTarget?.rows ?? 0), basis: 'trace', effects: sum('effect') }
  const whole = (nodeAs(statement.node, 'UpdateStmt') ?? nodeAs(statement.node, 'DeleteStmt'))?.whereClause === undefined && !nodeAs(statement.node, 'InsertStmt') && !nodeAs(statement.node, 'MergeStmt')
  const rows = sizeOf(table, context)?.rows
  return whole && rows !== undefined ? { rows, basis: 'text', effects: 0 } : undefined
}

/** An UPDATE that fills a column: one that the batch has added, or one where it is NULL; nothing bounds how many rows at once. */
export function isBackfill(statement: LintStatement, context: LintContext): boolean {
  const update = nodeAs(statement.node, 'UpdateStmt')
  const table = writtenRelation(statement, context)
  if (!update || !table || /\blimit\b|\bbetween\b/i.test(statement.text)) return false
  const columns = nodesAs(update.targetList, 'ResTarget').map(({ name }) => name ?? '')
  const test = nodeAs(update.whereClause, 'NullTest')
  const field = nodeAs(nodeAs(test?.arg, 'ColumnRef')?.fields?.at(-1), 'String')?.sval
  const fillsNull = test?.nulltesttype === 'IS_NULL' && field !== undefined && columns.includes(field)
  return fillsNull || columns.some((column) => isAdded(table, column, statement, context))
}
