import { nodeAs } from '../../sql/parse-tree.ts'
import { removeStatement } from '../edits.ts'
import type { Finding, LintFile, LintStatement, Rule } from '../rule.ts'

export const nestedOrUncommittedTransaction: Rule = {
  id: 'S404',
  name: 'nested-or-uncommitted-transaction',
  severity: 'error',
  summary: 'A file begins or ends transactions itself.',
  danger: 'Each migration runs in a transaction together with its entry in the history. A COMMIT in the file ends it too early, so a failure leaves half of it behind; a ROLLBACK undoes it and the history says that it is done.',
  safe: 'Leave BEGIN, COMMIT and ROLLBACK out. What has to be committed apart goes into a file of its own.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'BEGIN;\nALTER TABLE orders ADD COLUMN note text;\nCOMMIT;',
    good: 'ALTER TABLE orders ADD COLUMN note text;',
  },
  file: check,
}

const kept = new Set<string>(['TRANS_STMT_SAVEPOINT', 'TRANS_STMT_RELEASE', 'TRANS_STMT_ROLLBACK_TO', 'TRANS_STMT_COMMIT_PREPARED', 'TRANS_STMT_ROLLBACK_PREPARED'])

function check(file: LintFile): (Finding & { statement: LintStatement })[] {
  const found = file.statements.filter(({ node }) => {
    const kind = nodeAs(node, 'TransactionStmt')?.kind
    return kind !== undefined && !kept.has(kind)
  })
  const pair = found.length === 2 && nodeAs(found[0]?.node, 'TransactionStmt')?.kind === 'TRANS_STMT_BEGIN' && nodeAs(found[1]?.node, 'TransactionStmt')?.kind === 'TRANS_STMT_COMMIT' && found[1]?.number === file.statements.length
  const fix = { title: 'Leave the transaction to the runner', edits: found.map((statement) => removeStatement(statement, file)) }
  return found.map((statement) => ({ statement, message: `${statement.command} interferes with the transaction that the migration runs in.`, ...(pair && { fix }) }))
}
