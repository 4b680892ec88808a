import { nodeAs, nodesAs, relationName } from '../../sql/parse-tree.ts'
import { outsideTransaction } from '../edits.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { tableOfIndex } from '../schema-facts.ts'
import { decide, locks } from '../traced.ts'

export const reindexNotConcurrent: Rule = {
  id: 'S103',
  name: 'reindex-not-concurrent',
  severity: 'warning',
  scales: true,
  summary: 'An index is rebuilt without CONCURRENTLY.',
  danger: 'REINDEX takes SHARE on the table and ACCESS EXCLUSIVE on the index: writes wait while it is built, and so do reads that would use the index.',
  safe: 'REINDEX ... CONCURRENTLY in a file of its own, which runs outside a transaction.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz);\nCREATE INDEX orders_placed_at ON orders (placed_at);',
    bad: 'REINDEX INDEX orders_placed_at;',
    good: 'REINDEX INDEX CONCURRENTLY orders_placed_at;',
  },
  statement: check,
}

function check(statement: LintStatement, context: LintContext): Finding[] {
  const reindex = nodeAs(statement.node, 'ReindexStmt')
  if (!reindex || nodesAs(reindex.params, 'DefElem').some(({ defname }) => defname === 'concurrently')) return []
  const what = reindex.relation ? relationName(reindex.relation, context.schema) : (reindex.name ?? 'the database')
  const basis = decide(locks(statement, ['SHARE', 'ACCESS EXCLUSIVE']), !context.madeInBatch(what))
  if (!basis) return []
  const table = reindex.kind === 'REINDEX_OBJECT_TABLE' ? what : tableOfIndex(context, what)
  const sql = statement.text.replace(/\b(index|table|schema|database)\b/i, '$& CONCURRENTLY')
  return [
    {
      message: `Writes wait while ${what} is rebuilt, and so do reads that use its indexes.`,
      ...(table !== undefined && { subject: table }),
      basis,
      ...(reindex.kind !== 'REINDEX_OBJECT_SYSTEM' && sql !== statement.text && { fix: outsideTransaction(statement, context.file, sql, 'Rebuild it with CONCURRENTLY', `reindex ${what.split('.').at(-1) ?? ''}`) }),
    },
  ]
}
