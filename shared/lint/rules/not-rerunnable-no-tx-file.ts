import { nodeAs } from '../../sql/parse-tree.ts'
import { splitFrom } from '../edits.ts'
import type { Finding, LintFile, LintStatement, Rule } from '../rule.ts'

export const notRerunnableNoTxFile: Rule = {
  id: 'S406',
  name: 'not-rerunnable-no-tx-file',
  severity: 'warning',
  summary: 'A file that runs outside a transaction holds several statements and cannot be run again.',
  danger: 'Each statement is committed by itself. If a later one fails, the file counts as failed, and the next try breaks off at what is there already.',
  safe: 'One statement per file, or IF NOT EXISTS and IF EXISTS on every statement before the last.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz, total bigint);',
    bad: 'CREATE INDEX CONCURRENTLY orders_placed_at ON orders (placed_at);\nCREATE INDEX CONCURRENTLY orders_total ON orders (total);',
    good: 'DROP INDEX CONCURRENTLY IF EXISTS orders_placed_at;\nCREATE INDEX CONCURRENTLY orders_placed_at ON orders (placed_at);',
  },
  file: check,
}

function check(file: LintFile): (Finding & { statement: LintStatement })[] {
  if (file.transactional || file.statements.length < 2) return []
  const found = file.statements.slice(0, -1).find((statement) => !canRunAgain(statement))
  const next = found && file.statements[found.number]
  if (!found || !next) return []
  const fix = splitFrom(next, file, 'Put the rest into a file of its own', next.command.toLowerCase())
  return [{ statement: found, message: `If a later statement fails, ${found.command} is done already and fails when the file is run again.`, fix }]
}

/** VACUUM, REINDEX and settings do the same again; what makes or drops something does so only with IF [NOT] EXISTS. */
function canRunAgain({ node }: LintStatement): boolean {
  const index = nodeAs(node, 'IndexStmt')
  if (index) return index.if_not_exists === true
  const drop = nodeAs(node, 'DropStmt') ?? nodeAs(node, 'DropSubscriptionStmt') ?? nodeAs(node, 'DropdbStmt')
  if (drop) return drop.missing_ok === true
  return nodeAs(node, 'VacuumStmt') !== undefined || nodeAs(node, 'ReindexStmt') !== undefined || nodeAs(node, 'VariableSetStmt') !== undefined || nodeAs(node, 'ClusterStmt') !== undefined || nodeAs(node, 'AlterSystemStmt') !== undefined || nodeAs(node, 'DiscardStmt') !== undefined
}
