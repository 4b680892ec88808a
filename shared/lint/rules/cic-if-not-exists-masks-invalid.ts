import { nodeAs, relationName } from '../../sql/parse-tree.ts'
import { earlierOn } from '../earlier.ts'
import { lineBreak } from '../edits.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'

export const cicIfNotExistsMasksInvalid: Rule = {
  id: 'S407',
  name: 'cic-if-not-exists-masks-invalid',
  severity: 'warning',
  summary: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS takes a broken index for a good one.',
  danger: 'A build that fails leaves an invalid index of that name behind. The next try finds it, does nothing and succeeds: no query ever uses the index, and every write still pays for it.',
  safe: 'DROP INDEX CONCURRENTLY IF EXISTS before it, or leave IF NOT EXISTS out and look at indisvalid when it fails.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz);',
    bad: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at ON orders (placed_at);',
    good: 'DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at;\nCREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed_at ON orders (placed_at);',
  },
  statement: check,
}

function check(statement: LintStatement, context: LintContext): Finding[] {
  const index = nodeAs(statement.node, 'IndexStmt')
  if (!index?.concurrent || !index.if_not_exists || !index.idxname) return []
  const name = relationName({ schemaname: index.relation?.schemaname, relname: index.idxname }, context.schema)
  if (earlierOn(`drop-index ${name}`, statement, context).length > 0) return []
  const fix = { title: 'Drop what a failed try has left behind first', edits: [{ start: statement.start, end: statement.start, text: `DROP INDEX CONCURRENTLY IF EXISTS ${name};${lineBreak(context.file.text)}` }] }
  return [{ message: `If ${name} is there and invalid, it stays so and the migration succeeds all the same.`, subject: relationName(index.relation, context.schema), fix }]
}
