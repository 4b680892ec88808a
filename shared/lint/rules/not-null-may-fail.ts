import { quoteIdentifier } from '../../sql/quote.ts'
import type { LintContext, LintStatement, Rule } from '../rule.ts'
import { batchIndex, lastBefore } from '../support/batch-index.ts'
import { alterCommands } from '../support/definitions.ts'
import { certain } from '../support/failed.ts'
import { earlier, finding } from '../support/finding.ts'
import { columnData, columnFact, isEmpty, type Name } from '../support/relation.ts'
import { nodeAs, names } from '../support/tree.ts'

export const notNullMayFail: Rule = {
  id: 'S502',
  name: 'not-null-may-fail',
  severity: 'warning',
  summary: 'A column that is there must have a value in every row from now on.',
  danger: 'If one row of the target has NULL, the statement fails there, although it ran wherever the data were complete.',
  safe: 'Run the counting query on the target first. Add CHECK (column IS NOT NULL) NOT VALID, which stops new NULLs at once; fill the rows in batches; then VALIDATE and SET NOT NULL.',
  examples: {
    setup: "CREATE TABLE customers (id bigint PRIMARY KEY, email text);\nINSERT INTO customers VALUES (1, NULL);",
    bad: 'ALTER TABLE customers ALTER COLUMN email SET NOT NULL;',
    good: 'ALTER TABLE customers ADD CONSTRAINT customers_email_present CHECK (email IS NOT NULL) NOT VALID;',
  },
  statement(statement, context) {
    return alterCommands(statement, context).flatMap(({ table, command, kind, isNew }) => {
      const column = kind === 'AT_SetNotNull' ? (command.name ?? '') : notNullColumn(command.def)
      if (column === undefined || isNew || isEmpty(table, context) || hasNoNull(table, column, statement, context)) return []
      const found = finding({
        message: `A NULL in column ${column} of ${table.text} would make it fail.`,
        subject: table.text,
        help: `Count them on the target first: SELECT count(*) FROM ${table.text} WHERE ${quoteIdentifier(column)} IS NULL;`,
        params: { relation: table.text, column },
      })
      return certain(found, statement)
    })
  },
}

/** ADD CONSTRAINT ... NOT NULL column, from PostgreSQL 18 on. */
function notNullColumn(def: Parameters<typeof nodeAs>[0]): string | undefined {
  const constraint = nodeAs(def, 'Constraint')
  return constraint?.contype === 'CONSTR_NOTNULL' && !constraint.skip_validation ? names(constraint.keys)[0] : undefined
}

function hasNoNull(table: Name, column: string, statement: LintStatement, context: LintContext): boolean {
  const before = columnFact(table, column, context.before)
  if (before && columnData(before)['notNull'] !== undefined) return true
  const checked = context.before?.children(`table:${table.text}`, 'constraint').some(({ data }) => data['notValid'] !== true && data['definition'] === `CHECK ((${quoteIdentifier(column)} IS NOT NULL))`)
  return checked === true || isChecked(table, column, statement, context) || isFilled(table, column, statement, context) || isAddedWithValue(table, column, statement, context)
}

/** An earlier statement of the batch validates a constraint of the table that speaks of the column. */
function isChecked(table: Name, column: string, statement: LintStatement, context: LintContext): boolean {
  const { validated: places, order } = batchIndex(context)
  const validated = (places.get(table.text) ?? []).filter(({ at }) => at < (order.get(statement) ?? -1)).map(({ name }) => name)
  return validated.length > 0 && earlier(statement, context).some(({ text }) => validated.some((name) => name !== undefined && text.includes(name) && new RegExp(`${column.replaceAll(/\W/g, '.')}"?\\s+is\\s+not\\s+null`, 'i').test(text)))
}

/** UPDATE ... SET column = ... stands before it. */
function isFilled(table: Name, column: string, statement: LintStatement, context: LintContext): boolean {
  return lastBefore(batchIndex(context).filledColumns, `${table.text}.${column}`, statement, context) !== undefined
}

function isAddedWithValue(table: Name, column: string, statement: LintStatement, context: LintContext): boolean {
  const added = lastBefore(batchIndex(context).addedColumns, `${table.text}.${column}`, statement, context)
  return added !== undefined && /default|identity|generated/i.test(added.text)
}
