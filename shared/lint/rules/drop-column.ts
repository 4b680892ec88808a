import type { Rule } from '../rule.ts'
import { copiedBefore } from '../support/copied.ts'
import { alterCommands } from '../support/definitions.ts'
import { isAdded } from '../support/added-columns.ts'
import { done } from '../support/done.ts'
import { finding, severityOfLoss } from '../support/finding.ts'
import { columnData, columnFact, rowsText } from '../support/relation.ts'
import { quoteIdentifier } from '../../sql/quote.ts'

export const dropColumn: Rule = {
  id: 'S202',
  name: 'drop-column',
  severity: 'error',
  summary: 'A column that was there before the migration is dropped.',
  danger: 'Its values are gone when the migration commits. Programs that still name it fail, and so do statements that they have prepared.',
  safe: 'Let programs stop using it first, make sure that no value is needed (SELECT count(*) ... WHERE column IS NOT NULL), and keep a copy of the values by primary key.',
  examples: {
    setup: "CREATE TABLE customers (id bigint PRIMARY KEY, name text, fax text);\nINSERT INTO customers SELECT n, 'c' || n, '0' || n FROM generate_series(1, 100) n;",
    bad: 'ALTER TABLE customers DROP COLUMN fax;',
    good: 'CREATE TABLE customers_fax AS SELECT id, fax FROM customers WHERE fax IS NOT NULL;\nALTER TABLE customers ALTER COLUMN fax SET DEFAULT NULL;',
  },
  statement(statement, context) {
    return alterCommands(statement, context).flatMap(({ table, command, kind, isNew }) => {
      const name = command.name ?? ''
      const fact = columnFact(table, name, context.before)
      if (kind !== 'AT_DropColumn' || isNew || (context.before && command.missing_ok && !fact) || isAdded(table, name, statement, context)) return []
      const copy = copiedBefore(table, statement, context)
      const generated = fact !== undefined && columnData(fact)['generated'] !== undefined
      const rows = rowsText(table, context)
      return finding({
        message: `The values of column ${name} of ${table.text} are lost${rows ? `: ${rows}` : ''}.${copy ? ` Rows of the table were copied in line ${copy.line}.` : ''}${generated ? ' They are computed from other columns.' : ''}`,
        subject: table.text,
        basis: done(statement),
        severity: copy || generated ? 'info' : severityOfLoss(table, context),
        help: `Count what would be lost on the target first: SELECT count(*) FROM ${table.text} WHERE ${quoteIdentifier(name)} IS NOT NULL;`,
        params: { relation: table.text, column: name },
      })
    })
  },
}
