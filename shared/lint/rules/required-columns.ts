import type { Rule } from '../rule.ts'
import { finding, listed } from '../support/finding.ts'
import { isTemporary, relationOf, tableFact } from '../support/relation.ts'
import { nodeAs, nodesAs } from '../support/tree.ts'

export const requiredColumns: Rule = {
  id: 'S901',
  name: 'required-columns',
  severity: 'warning',
  summary: 'A new table lacks a column of `requiredColumns` in strata.yaml.',
  danger: 'What every table is expected to have, such as the time of a change, is missing in this one, and programs that rely on it fail.',
  safe: 'Add the column.',
  examples: {
    policy: { requiredColumns: ['created_at'] },
    bad: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    good: 'CREATE TABLE orders (id bigint PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now());',
  },
  statement(statement, context) {
    const create = nodeAs(statement.node, 'CreateStmt')
    const { after, policy } = context
    if (!create || policy.requiredColumns.length === 0 || create.partbound || isTemporary(create.relation)) return []
    const elements = create.tableElts ?? []
    if (!after && (nodesAs(elements, 'TableLikeClause').length > 0 || create.inhRelations || create.ofTypename)) return []
    const table = relationOf(create.relation, context)
    const fact = tableFact(table, after)
    if (after && !fact) return []
    const there = fact && after ? after.children(fact.id, 'column').map(({ path }) => path.at(-1)) : nodesAs(elements, 'ColumnDef').map(({ colname }) => colname)
    const missing = policy.requiredColumns.filter((name) => !there.includes(name))
    return missing.length === 0 ? [] : [finding({ message: `Table ${table.text} lacks ${listed(missing)}.`, subject: table.text, basis: after ? 'trace' : undefined })]
  },
}
