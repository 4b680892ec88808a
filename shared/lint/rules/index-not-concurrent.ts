import { nodeAs, relationName } from '../../sql/parse-tree.ts'
import { outsideTransaction } from '../edits.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { decide, locks } from '../traced.ts'

export const indexNotConcurrent: Rule = {
  id: 'S101',
  name: 'index-not-concurrent',
  severity: 'warning',
  scales: true,
  summary: 'An index is built without CONCURRENTLY.',
  danger: 'CREATE INDEX takes SHARE on the table and keeps it until the transaction ends: every INSERT, UPDATE and DELETE waits while the index is built.',
  safe: 'CREATE INDEX CONCURRENTLY in a file of its own, which runs outside a transaction.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz);',
    bad: 'CREATE INDEX orders_placed_at ON orders (placed_at);',
    good: 'CREATE INDEX CONCURRENTLY orders_placed_at ON orders (placed_at);',
  },
  statement: check,
}

function check(statement: LintStatement, context: LintContext): Finding[] {
  const index = nodeAs(statement.node, 'IndexStmt')
  if (!index?.relation || index.concurrent) return []
  const table = relationName(index.relation, context.schema)
  const basis = decide(locks(statement, ['SHARE', 'ACCESS EXCLUSIVE'], table), true)
  if (!basis) return []
  const sql = statement.text.replace(/^(\s*create\s+(?:unique\s+)?index)\b/i, '$1 CONCURRENTLY')
  const name = index.idxname ?? `index on ${table}`
  return [
    {
      message: `Writes to ${table} wait while ${name} is built.`,
      subject: table,
      basis,
      ...(sql !== statement.text && { fix: outsideTransaction(statement, context.file, sql, 'Build it with CONCURRENTLY', `index ${index.idxname ?? index.relation.relname}`) }),
    },
  ]
}
