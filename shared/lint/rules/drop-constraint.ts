import type { Rule, LintContext, LintStatement } from '../rule.ts'
import { factId, type Fact } from '../../schema/fact.ts'
import { alterCommands, newConstraints } from '../support/definitions.ts'
import { done } from '../support/done.ts'
import { earlier, finding } from '../support/finding.ts'
import { columnFact, columnData, type Name } from '../support/relation.ts'

export const dropConstraint: Rule = {
  id: 'S206',
  name: 'drop-constraint',
  severity: 'warning',
  summary: 'A constraint that was there before the migration is dropped and none of its kind takes its place.',
  danger: 'Rows that break the rule are accepted from now on, and the constraint cannot come back before they are put right. A foreign key that others refer to goes with its key.',
  safe: 'Add what replaces it first (NOT VALID, then VALIDATE), and drop the old constraint after that.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric CONSTRAINT orders_total_check CHECK (total > 0));',
    bad: 'ALTER TABLE orders DROP CONSTRAINT orders_total_check;',
    good: 'ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;\nALTER TABLE orders DROP CONSTRAINT orders_total_check;',
  },
  statement(statement, context) {
    return alterCommands(statement, context).flatMap(({ table, command, kind, isNew }) => {
      if (kind !== 'AT_DropConstraint' || isNew) return []
      const name = command.name ?? ''
      const id = factId('constraint', [table.schema, table.name, name])
      const fact = context.before?.get(id)
      if ((context.before && !fact) || context.after?.has(id) || isReplaced(fact, table, name, statement, context) || isImplied(fact, table, context)) return []
      const what = fact ? `: ${String(fact.data['definition'])}` : ''
      return finding({ message: `Constraint ${name} of ${table.text} no longer holds${what}.`, subject: table.text, basis: done(statement), severity: context.file.undo ? 'info' : undefined, params: { relation: table.text, constraint: name } })
    })
  },
}

const types: Readonly<Record<string, string>> = { CONSTR_CHECK: 'check', CONSTR_FOREIGN: 'foreign key', CONSTR_UNIQUE: 'unique', CONSTR_PRIMARY: 'primary key', CONSTR_EXCLUSION: 'exclusion' }

/** The batch has made it itself, or has added one of the same kind to the table before. */
function isReplaced(fact: Fact | undefined, table: Name, name: string, statement: LintStatement, context: LintContext): boolean {
  const added = [...earlier(statement, context), statement].flatMap((one) => newConstraints(one, context)).filter((one) => one.table.text === table.text)
  return added.some(({ constraint }) => constraint.conname === name || !fact || types[constraint.contype ?? ''] === fact.data['type'])
}

/** CHECK (x IS NOT NULL) of a column that has become NOT NULL. */
function isImplied(fact: Fact | undefined, table: Name, { after }: LintContext): boolean {
  const column = /^CHECK \(\("?([^"]+?)"? IS NOT NULL\)\)$/.exec(String(fact?.data['definition'] ?? ''))?.[1]
  const now = column === undefined ? undefined : columnFact(table, column, after)
  return now !== undefined && columnData(now)['notNull'] !== undefined
}
