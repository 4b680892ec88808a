import type { LintContext, LintStatement } from '../rule.ts'
import { batchIndex, lastBefore } from './batch-index.ts'
import type { Name } from './relation.ts'

/** An earlier statement of the batch that has copied rows of the table into another one. */
export function copiedBefore(table: Name, statement: LintStatement, context: LintContext): LintStatement | undefined {
  return lastBefore(batchIndex(context).copied, table.text, statement, context)
}
