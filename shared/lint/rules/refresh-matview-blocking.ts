import { nodeAs, relationName } from '../../sql/parse-tree.ts'
import { insertAfter } from '../edits.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { decide, locks } from '../traced.ts'

export const refreshMatviewBlocking: Rule = {
  id: 'S120',
  name: 'refresh-matview-blocking',
  severity: 'warning',
  summary: 'A materialized view is refreshed without CONCURRENTLY.',
  danger: 'REFRESH takes ACCESS EXCLUSIVE on the view: reads of it wait until the query is done and the transaction has ended.',
  safe: 'REFRESH MATERIALIZED VIEW CONCURRENTLY; the view needs a unique index on plain columns, without WHERE.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);\nCREATE MATERIALIZED VIEW order_ids AS SELECT id FROM orders;\nCREATE UNIQUE INDEX order_ids_id ON order_ids (id);',
    bad: 'REFRESH MATERIALIZED VIEW order_ids;',
    good: 'REFRESH MATERIALIZED VIEW CONCURRENTLY order_ids;',
  },
  statement: check,
}

function check(statement: LintStatement, context: LintContext): Finding[] {
  const refresh = nodeAs(statement.node, 'RefreshMatViewStmt')
  if (!refresh || refresh.concurrent || refresh.skipData) return []
  const view = relationName(refresh.relation, context.schema)
  const basis = decide(locks(statement, ['ACCESS EXCLUSIVE'], view), true)
  if (!basis) return []
  const edit = canBeConcurrent(view, context) ? insertAfter(statement, /^refresh\s+materialized\s+view\b/i, ' CONCURRENTLY') : undefined
  return [{ message: `Reads of ${view} wait while it is filled anew.`, subject: view, basis, ...(edit && { fix: { title: 'Refresh it with CONCURRENTLY', edits: [edit] } }) }]
}

function canBeConcurrent(view: string, { before }: LintContext): boolean {
  const indexes = before?.children(`materialized-view:${view}`, 'index') ?? []
  return indexes.some(({ data }) => data['unique'] === true && data['where'] === undefined && data['invalid'] !== true)
}
