import { quoteLiteral } from '../../sql/quote.ts'
import { factId } from '../../schema/fact.ts'
import type { Rule } from '../rule.ts'
import { done } from '../support/done.ts'
import { finding } from '../support/finding.ts'
import { isNew, nameOf } from '../support/relation.ts'
import { names, nodeAs } from '../support/tree.ts'

export const renameEnumValue: Rule = {
  id: 'S302',
  name: 'rename-enum-value',
  severity: 'warning',
  summary: 'A value of an enum gets another name.',
  danger: 'Programs that send or compare the old name fail at once, and so do texts of functions that hold it.',
  safe: 'Add the new value, let programs write it, change the rows in batches, and leave the old value unused.',
  examples: {
    setup: "CREATE TYPE order_state AS ENUM ('open', 'payed');",
    bad: "ALTER TYPE order_state RENAME VALUE 'payed' TO 'paid';",
    good: "ALTER TYPE order_state ADD VALUE 'paid' AFTER 'open';",
  },
  statement(statement, context) {
    const alter = nodeAs(statement.node, 'AlterEnumStmt')
    if (alter?.oldVal === undefined) return []
    const type = nameOf(names(alter.typeName), context)
    if (isNew(type, context) || (context.before && !context.before.has(factId('enum', [type.schema, type.name])))) return []
    return [
      finding({
        message: `The value ${quoteLiteral(alter.oldVal)} of ${type.text} is called ${quoteLiteral(alter.newVal ?? '')} from now on.`,
        subject: type.text,
        basis: done(statement),
        severity: context.file.undo ? 'info' : undefined,
        help: `Add the new value beside the old one: ALTER TYPE ${type.text} ADD VALUE ${quoteLiteral(alter.newVal ?? '')} AFTER ${quoteLiteral(alter.oldVal)};`,
      }),
    ]
  },
}
