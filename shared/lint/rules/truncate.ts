import type { Rule } from '../rule.ts'
import { copiedBefore } from '../support/copied.ts'
import { done } from '../support/done.ts'
import { finding, severityOfLoss } from '../support/finding.ts'
import { isNew, isTemporary, relationOf, rowsText } from '../support/relation.ts'
import { nodeAs, nodesAs } from '../support/tree.ts'

export const truncate: Rule = {
  id: 'S204',
  name: 'truncate',
  severity: 'error',
  summary: 'A table that was there before the migration is emptied by TRUNCATE.',
  danger: 'All rows are lost, no row trigger fires and no count is reported. It takes ACCESS EXCLUSIVE, so that every query of the table waits until the migration commits.',
  safe: 'Delete what is not needed in batches by key, so that rows can be kept and others can work; or swap in a new table and keep the old one for a while.',
  examples: {
    setup: "CREATE TABLE sessions (id bigint PRIMARY KEY, seen timestamptz);\nINSERT INTO sessions SELECT n, now() FROM generate_series(1, 100) n;",
    bad: 'TRUNCATE sessions;',
    good: "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE seen < now() - interval '90 days' ORDER BY id LIMIT 1000);",
  },
  statement(statement, context) {
    return nodesAs(nodeAs(statement.node, 'TruncateStmt')?.relations, 'RangeVar').flatMap((range) => {
      const table = relationOf(range, context)
      if (isNew(table, context) || isTemporary(range)) return []
      const copy = copiedBefore(table, statement, context)
      const rows = rowsText(table, context)
      return finding({
        message: `TRUNCATE empties ${table.text}${rows ? `: ${rows}` : ''}.${copy ? ` Rows of it were copied in line ${copy.line}.` : ''}`,
        subject: table.text,
        basis: done(statement),
        severity: copy ? 'info' : severityOfLoss(table, context),
        params: { relation: table.text },
      })
    })
  },
}
