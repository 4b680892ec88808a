import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { alterCommands, has, newColumns, type NewColumn } from '../support/definitions.ts'
import { replaceAt } from '../support/edits.ts'
import { earlier, finding } from '../support/finding.ts'
import { isEmpty, rowsText } from '../support/relation.ts'
import { serialOf } from '../support/types.ts'
import { placeOf } from '../support/tree.ts'

export const addRequiredColumn: Rule = {
  id: 'S303',
  name: 'add-required-column',
  severity: 'error',
  summary: 'A table that is there gets a column that must have a value, and no default gives it one.',
  danger: 'The statement fails if the table holds a row. If it holds none, programs that do not know the column can insert nothing any more.',
  safe: 'Add the column with a constant default, or without NOT NULL; set NOT NULL when every program writes it and every row has a value.',
  examples: {
    setup: 'CREATE TABLE customers (id bigint PRIMARY KEY, name text);\nINSERT INTO customers VALUES (1, $$Ada$$);',
    bad: 'ALTER TABLE customers ADD COLUMN country text NOT NULL;',
    good: "ALTER TABLE customers ADD COLUMN country text NOT NULL DEFAULT 'unknown';",
  },
  statement: (statement, context) => [...withoutDefault(statement, context), ...defaultDropped(statement, context)],
}

const mustHaveValue = ({ constraints }: NewColumn) => has(constraints, 'CONSTR_NOTNULL', 'CONSTR_PRIMARY')
const hasValue = ({ constraints, column }: NewColumn) => has(constraints, 'CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED') || serialOf(column.typeName) !== undefined

function withoutDefault(statement: LintStatement, context: LintContext): Finding[] {
  return newColumns(statement, context).flatMap((one) => {
    const { table, name, by, isNew, constraints } = one
    if (by !== 'add' || isNew || !mustHaveValue(one) || hasValue(one)) return []
    const empty = isEmpty(table, context)
    const rows = rowsText(table, context)
    const notNull = constraints.find(({ contype }) => contype === 'CONSTR_NOTNULL')
    return finding({
      message: `Column ${name} of ${table.text} is required and has no default: ${empty ? 'programs that do not know it can insert nothing' : `the statement fails where the table holds rows${rows ? ` (${rows})` : ''}`}.`,
      subject: table.text,
      severity: empty ? 'warning' : undefined,
      offset: placeOf(statement, one.column.location),
      params: { relation: table.text, column: name },
      fix: notNull && replaceAt(statement, notNull.location, /^not\s+null\b/i, 'Let it be NULL for now', () => 'NULL'),
    })
  })
}

/** ADD COLUMN ... NOT NULL DEFAULT and then DROP DEFAULT: the rows have a value, new ones have none. */
function defaultDropped(statement: LintStatement, context: LintContext): Finding[] {
  const dropped = alterCommands(statement, context).filter(({ kind, command, isNew }) => kind === 'AT_ColumnDefault' && command.def === undefined && !isNew)
  if (dropped.length === 0) return []
  const added = earlier(statement, context).flatMap((one) => newColumns(one, context)).filter((one) => one.by === 'add' && mustHaveValue(one))
  return dropped.flatMap(({ table, command }) => {
    if (!added.some((one) => one.table.text === table.text && one.name === command.name)) return []
    return finding({ message: `Column ${command.name ?? ''} of ${table.text} is required and loses its default: programs that do not know it can insert nothing.`, subject: table.text, severity: 'warning', help: 'Drop the default in a later migration, when every program writes the column.' })
  })
}
