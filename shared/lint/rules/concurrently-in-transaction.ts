import { lineBreak, splitFrom } from '../edits.ts'
import type { Finding, LintFile, LintStatement, Rule } from '../rule.ts'
import { nonTransactionalCommand } from '../non-transactional.ts'

export const concurrentlyInTransaction: Rule = {
  id: 'S401',
  name: 'concurrently-in-transaction',
  severity: 'error',
  summary: 'A statement that cannot run in a transaction stands beside others, or in a DO block.',
  danger: 'The server refuses CREATE INDEX CONCURRENTLY, VACUUM and their like in a transaction block, so the migration fails when it runs.',
  safe: 'Put it into a file of its own: a file with nothing else in it runs outside a transaction.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz);',
    bad: 'ALTER TABLE orders ADD COLUMN note text;\nCREATE INDEX CONCURRENTLY orders_placed_at ON orders (placed_at);',
    good: 'CREATE INDEX CONCURRENTLY orders_placed_at ON orders (placed_at);',
  },
  file: check,
}

function check(file: LintFile): (Finding & { statement: LintStatement })[] {
  const inside = file.statements.some(({ outside }) => outside === undefined)
  const mixed = file.statements.filter(({ outside }) => outside !== undefined && inside)
  const blocks = file.statements.flatMap((statement) => statement.inner.flatMap((one) => nonTransactionalCommand(one.node) ?? []).map((command) => ({ statement, command })))
  return [
    ...mixed.map((statement, at) => ({ statement, message: `${statement.outside} cannot run in the transaction of the other statements in this file.`, ...(at === 0 && mixed.length === 1 && { fix: fixOf(statement, file) }) })),
    ...blocks.map(({ statement, command }) => ({ statement, message: `${command} cannot run in a DO block.` })),
  ]
}

/** Before it, it, and after it: three files. */
function fixOf(statement: LintStatement, file: LintFile): Finding['fix'] {
  const br = lineBreak(file.text)
  const own = { description: statement.command.toLowerCase(), text: `${statement.text};${br}` }
  const rest = file.statements[statement.number]
  const title = 'Put it into a file of its own'
  if (statement.number === 1 && rest) {
    const { edits, newFiles } = splitFrom(rest, file, title, 'after it')
    return { title, edits, newFiles: newFiles ?? [] }
  }
  const { edits } = splitFrom(statement, file, title, '')
  return { title, edits, newFiles: [own, ...(rest ? (splitFrom(rest, file, title, 'after it').newFiles ?? []) : [])] }
}
