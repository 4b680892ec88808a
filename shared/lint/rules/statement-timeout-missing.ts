import { atHead } from '../edits.ts'
import { backfillOf, heavyWorkOf } from '../heavy-work.ts'
import type { Finding, LintContext, LintFile, LintStatement, Rule } from '../rule.ts'
import { isTimeoutSet } from '../settings.ts'

export const statementTimeoutMissing: Rule = {
  id: 'S403',
  name: 'statement-timeout-missing',
  severity: 'info',
  summary: 'A file works through a whole table and sets no statement_timeout.',
  danger: 'A statement that takes far longer than expected holds its locks all the while. Strata sets the statement_timeout of the environment when it migrates; other programs that run the file do not.',
  safe: "SET LOCAL statement_timeout = '5min', or whatever the step may take, at the head of the file.",
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);',
    bad: 'UPDATE orders SET total = 0 WHERE total IS NULL;',
    good: "SET LOCAL statement_timeout = '5min';\nUPDATE orders SET total = 0 WHERE total IS NULL;",
  },
  scales: true,
  file: check,
}

function check(file: LintFile, context: LintContext): (Finding & { statement: LintStatement })[] {
  if (!file.transactional) return []
  for (const statement of file.statements) {
    const relation = backfillOf(statement, context) ?? heavyWorkOf(statement, context)?.relation
    if (relation === undefined) continue
    if (isTimeoutSet('statement_timeout', file, statement)) return []
    const fix = { title: 'Give up after 5 minutes', edits: [atHead(file, "SET LOCAL statement_timeout = '5min'")] }
    return [{ statement, subject: relation, message: `It works through ${relation} and may take as long as it likes.`, fix }]
  }
  return []
}
