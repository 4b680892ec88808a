import { nodeAs, relationName } from '../../sql/parse-tree.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'

export const indexBuildLoad: Rule = {
  id: 'S127',
  name: 'index-build-load',
  severity: 'info',
  summary: 'An index is built with CONCURRENTLY on a very large table.',
  danger: 'Nobody waits, but the table is read twice, the index is written to the log and to the replicas, and the disk has to hold it. It waits for every older transaction to end.',
  safe: 'Run it off-peak, with enough maintenance_work_mem and free disk space, and see that no long transaction is open.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz);',
    bad: 'CREATE INDEX CONCURRENTLY orders_placed_at ON orders (placed_at);',
    good: 'CREATE TABLE events (id bigint PRIMARY KEY, placed_at timestamptz);\nCREATE INDEX events_placed_at ON events (placed_at);',
  },
  statement: check,
}

/** So many times the rows of a small table. */
const veryLarge = 100

function check({ node }: LintStatement, { schema, size, limits }: LintContext): Finding[] {
  const index = nodeAs(node, 'IndexStmt')
  if (!index?.concurrent) return []
  const table = relationName(index.relation, schema)
  const known = size(table)
  if (!known || known.rows < limits.smallTableRows * veryLarge) return []
  return [{ message: `${table} has about ${Math.round(known.rows).toLocaleString('en-US')} rows; building ${index.idxname ?? 'the index'} reads them twice.`, subject: table, params: { rows: Math.round(known.rows) } }]
}
