import type { RangeVar } from '@pgsql/types'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { isAdded } from '../support/added-columns.ts'
import { copiedBefore } from '../support/copied.ts'
import { columnFact, isEmpty, isNew, isTemporary, relationOf, rowsText } from '../support/relation.ts'
import { done } from '../support/done.ts'
import { finding } from '../support/finding.ts'
import { findNodes, nodesAs } from '../support/tree.ts'

export const updateDeleteWithoutWhere: Rule = {
  id: 'S701',
  name: 'update-delete-without-where',
  severity: 'error',
  summary: 'UPDATE or DELETE without WHERE touches every row of a table.',
  danger: 'A condition that was forgotten overwrites or deletes the whole table, and every row stays locked until the migration ends.',
  safe: 'Write the condition. Where every row is meant, say so: WHERE true.',
  examples: {
    setup: 'CREATE TABLE customers (id bigint PRIMARY KEY, active boolean);\nINSERT INTO customers SELECT n, n % 2 = 0 FROM generate_series(1, 100) n;',
    bad: 'DELETE FROM customers;',
    good: 'DELETE FROM customers WHERE NOT active;',
  },
  statement(statement, context) {
    const { node } = statement
    const deletes = findNodes(node, 'DeleteStmt').filter(({ whereClause }) => !whereClause).flatMap(({ relation }) => about('DELETE', relation, statement, context))
    const updates = findNodes(node, 'UpdateStmt')
      .filter(({ whereClause, relation, targetList }) => !whereClause && !fillsNewColumns(relation, nodesAs(targetList, 'ResTarget').map(({ name }) => name ?? ''), statement, context))
      .flatMap(({ relation }) => about('UPDATE', relation, statement, context))
    return [...deletes, ...updates]
  },
}

function about(verb: string, range: RangeVar | undefined, statement: LintStatement, context: LintContext): Finding[] {
  const table = relationOf(range, context)
  if (isNew(table, context) || isTemporary(range) || isEmpty(table, context)) return []
  const rows = rowsText(table, context)
  const copy = copiedBefore(table, statement, context)
  return [finding({ message: `${verb} without WHERE touches every row of ${table.text}${rows ? `: ${rows}` : ''}.`, subject: table.text, basis: done(statement), severity: copy ? 'info' : context.file.undo ? 'warning' : undefined, params: { relation: table.text } })]
}

/** Columns that the batch has added itself hold nothing yet. */
function fillsNewColumns(range: RangeVar | undefined, columns: readonly string[], statement: LintStatement, context: LintContext): boolean {
  const table = relationOf(range, context)
  return columns.length > 0 && columns.every((column) => !(context.before && columnFact(table, column, context.before)) && isAdded(table, column, statement, context))
}
