import type { LintContext, LintStatement } from '../rule.ts'
import { earlier } from './finding.ts'
import { relationOf, type Name } from './relation.ts'
import { findNodes, nodeAs } from './tree.ts'

/** An earlier statement of the batch has copied rows of the table into another one. */
export function copiedBefore(table: Name, statement: LintStatement, context: LintContext): LintStatement | undefined {
  return earlier(statement, context).find(({ node }) => {
    const query = nodeAs(node, 'CreateTableAsStmt')?.query ?? nodeAs(node, 'InsertStmt')?.selectStmt
    return findNodes(query, 'RangeVar').some((range) => relationOf(range, context).text === table.text)
  })
}
