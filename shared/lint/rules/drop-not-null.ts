import type { Rule } from '../rule.ts'
import { alterCommands } from '../support/definitions.ts'
import { isAdded } from '../support/added-columns.ts'
import { done } from '../support/done.ts'
import { finding } from '../support/finding.ts'
import { columnData, columnFact } from '../support/relation.ts'

export const dropNotNull: Rule = {
  id: 'S304',
  name: 'drop-not-null',
  severity: 'warning',
  summary: 'A column that always had a value may be NULL from now on.',
  danger: 'Programs, reports and conditions that rely on a value meet NULL: comparisons become unknown, and rows vanish from joins and NOT IN.',
  safe: 'Look at every reader first. Keep NOT NULL where a default or a value for "unknown" can stand in.',
  examples: {
    setup: 'CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL);',
    bad: 'ALTER TABLE customers ALTER COLUMN email DROP NOT NULL;',
    good: "ALTER TABLE customers ALTER COLUMN email SET DEFAULT '';",
  },
  statement(statement, context) {
    return alterCommands(statement, context).flatMap(({ table, command, kind, isNew }) => {
      const name = command.name ?? ''
      if (kind !== 'AT_DropNotNull' || isNew || isAdded(table, name, statement, context)) return []
      const before = columnFact(table, name, context.before)
      if (before && columnData(before)['notNull'] === undefined) return []
      return finding({ message: `Column ${name} of ${table.text} may be NULL from now on.`, subject: table.text, basis: done(statement), severity: context.file.undo ? 'info' : undefined, params: { relation: table.text, column: name } })
    })
  },
}
