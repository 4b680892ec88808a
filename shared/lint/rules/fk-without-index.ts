import { quoteIdentifier } from '../../sql/quote.ts'
import type { LintContext, LintStatement, Rule } from '../rule.ts'
import { batchIndex } from '../support/batch-index.ts'
import { newConstraints, type NewConstraint } from '../support/definitions.ts'
import { append } from '../support/edits.ts'
import { finding } from '../support/finding.ts'
import { indexesOf, serves } from '../support/index-shapes.ts'
import { relationOf, tableFact } from '../support/relation.ts'
import { nodeAs, placeOf } from '../support/tree.ts'

export const fkWithoutIndex: Rule = {
  id: 'S608',
  name: 'fk-without-index',
  severity: 'warning',
  summary: 'The columns of a new foreign key have no index.',
  danger: 'Each DELETE of a row that can be referred to, and each UPDATE of its key, reads the whole referring table, and holds its locks as long.',
  safe: 'An index that begins with the columns of the foreign key; on a table that is in use, CONCURRENTLY and in a migration of its own.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders);',
    good: 'CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders);\nCREATE INDEX lines_order_id ON lines (order_id);',
  },
  statement(statement, context) {
    return newConstraints(statement, context).flatMap((one) => {
      const { table, constraint, columns } = one
      if (constraint.contype !== 'CONSTR_FOREIGN' || columns.length === 0 || isIndexed(one, context)) return []
      const parent = relationOf(constraint.pktable, context)
      return finding({
        message: `No index finds the rows of ${table.text} by ${columns.join(', ')}: a DELETE from ${parent.text} reads all of them.`,
        subject: table.text,
        offset: placeOf(statement, constraint.location),
        basis: context.after ? 'trace' : undefined,
        params: { relation: table.text, parent: parent.text },
        fix: fix(one, statement),
      })
    })
  },
}

/** Facts tell of all indexes; the text only of a table that the batch makes itself. Where neither is known, nothing is said. */
function isIndexed({ table, columns, isNew }: NewConstraint, context: LintContext): boolean {
  const { after, before } = context
  if (after) return !tableFact(table, after) || indexesOf(table, after).some((index) => serves(index, columns))
  if (!isNew && !tableFact(table, before)) return true
  const known = before ? indexesOf(table, before) : []
  return [...known, ...(batchIndex(context).indexed.get(table.text) ?? []).map(({ shape }) => shape)].some((index) => serves(index, columns))
}

function fix({ table, columns, isNew }: NewConstraint, statement: LintStatement) {
  const list = columns.map(quoteIdentifier).join(', ')
  if (isNew && nodeAs(statement.node, 'CreateStmt')) return append(statement, 'Index its columns', `CREATE INDEX ON ${table.text} (${list})`)
  return { title: 'Index its columns in a migration that comes after', edits: [], newFiles: [{ description: `index ${table.name} ${columns.join(' ')}`, text: `CREATE INDEX CONCURRENTLY ON ${table.text} (${list});\n` }] }
}
