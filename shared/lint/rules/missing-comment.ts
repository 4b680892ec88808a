import { satelliteId } from '../../schema/fact.ts'
import type { Rule } from '../rule.ts'
import { finding, later } from '../support/finding.ts'
import { isTemporary, nameOf, relationOf, tableFact } from '../support/relation.ts'
import { names, nodeAs } from '../support/tree.ts'

export const missingComment: Rule = {
  id: 'S901',
  name: 'missing-comment',
  severity: 'warning',
  summary: 'A new table has no comment, which `requireComments` in strata.yaml asks for.',
  danger: 'What the table is for stands nowhere that a person looks at later.',
  safe: "Say it in the same migration: COMMENT ON TABLE orders IS 'What customers have ordered, one row per order'.",
  examples: {
    policy: { requireComments: true },
    bad: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    good: "CREATE TABLE orders (id bigint PRIMARY KEY);\nCOMMENT ON TABLE orders IS 'One row per order';",
  },
  statement(statement, context) {
    const create = nodeAs(statement.node, 'CreateStmt')
    if (!context.policy.requireComments || !create || create.partbound || isTemporary(create.relation)) return []
    const table = relationOf(create.relation, context)
    const { after } = context
    const fact = tableFact(table, after)
    const commented = after
      ? !fact || after.has(satelliteId('comment', fact.id))
      : later(statement, context).some(({ node }) => nodeAs(node, 'CommentStmt')?.objtype === 'OBJECT_TABLE' && nameOf(names(nodeAs(node, 'CommentStmt')?.object), context).text === table.text)
    return commented ? [] : [finding({ message: `Table ${table.text} has no comment.`, subject: table.text, basis: after ? 'trace' : undefined, help: `COMMENT ON TABLE ${table.text} IS '...';` })]
  },
}
