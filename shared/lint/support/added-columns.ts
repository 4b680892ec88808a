import type { LintContext, LintStatement } from '../rule.ts'
import { batchIndex, lastBefore } from './batch-index.ts'
import type { Name } from './relation.ts'

/** An earlier statement of the batch has added the column, or made it with its table. */
export function isAdded(table: Name, column: string, statement: LintStatement, context: LintContext): boolean {
  return lastBefore(batchIndex(context).addedColumns, `${table.text}.${column}`, statement, context) !== undefined
}
