import type { Rule } from '../rule.ts'
import { copiedBefore } from '../support/copied.ts'
import { done } from '../support/done.ts'
import { finding, severityOfLoss } from '../support/finding.ts'
import { isNew, nameOf, rowsText, tableFact } from '../support/relation.ts'
import { names, nodeAs, nodesAs } from '../support/tree.ts'

export const dropTable: Rule = {
  id: 'S201',
  name: 'drop-table',
  severity: 'error',
  summary: 'A table that was there before the migration is dropped.',
  danger: 'Its rows are gone when the migration commits, and no undo brings them back without a copy.',
  safe: 'Rename it aside first, wait until nothing reads it any more, and drop it in a later migration; or copy its rows into an archive schema in the same transaction.',
  examples: {
    setup: "CREATE TABLE old_orders (id bigint PRIMARY KEY, note text);\nINSERT INTO old_orders SELECT n, 'note ' || n FROM generate_series(1, 100) n;",
    bad: 'DROP TABLE old_orders;',
    good: 'CREATE SCHEMA archive;\nALTER TABLE old_orders SET SCHEMA archive;',
  },
  statement(statement, context) {
    const drop = nodeAs(statement.node, 'DropStmt')
    if (drop?.removeType !== 'OBJECT_TABLE') return []
    return nodesAs(drop.objects, 'List').flatMap(({ items }) => {
      const table = nameOf(names(items), context)
      if (isNew(table, context) || (drop.missing_ok && context.before && !tableFact(table, context.before))) return []
      const copy = copiedBefore(table, statement, context)
      const rows = rowsText(table, context)
      return finding({
        message: `DROP TABLE ${table.text} loses its rows${rows ? `: ${rows}` : ''}.${copy ? ` They were copied in line ${copy.line}.` : ''}`,
        subject: table.text,
        basis: done(statement),
        severity: copy ? 'info' : severityOfLoss(table, context),
        help: copy ? undefined : `Keep it for a while instead: ALTER TABLE ${table.text} RENAME TO ${table.name}_dropped; drop that in a later migration.`,
        params: { relation: table.text },
      })
    })
  },
}
