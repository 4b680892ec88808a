import { splitFrom } from '../edits.ts'
import { backfillOf } from '../heavy-work.ts'
import type { Finding, LintContext, LintFile, LintStatement, Rule } from '../rule.ts'
import { strongLocks } from '../strong-locks.ts'

export const ddlMixedWithBackfill: Rule = {
  id: 'S408',
  name: 'ddl-mixed-with-backfill',
  severity: 'warning',
  scales: true,
  summary: 'Rows are written in bulk in the transaction that has locked a table for a change of the schema.',
  danger: 'The lock of the ALTER TABLE is kept until the last row is written: reads and writes of the table wait all the while.',
  safe: 'Change the schema in one file and write the rows in another, in batches.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'ALTER TABLE orders ADD COLUMN total bigint;\nUPDATE orders SET total = 0;',
    good: 'ALTER TABLE orders ADD COLUMN total bigint DEFAULT 0;',
  },
  file: check,
}

function check(file: LintFile, context: LintContext): (Finding & { statement: LintStatement })[] {
  if (!file.transactional) return []
  let held: { relation: string; line: number } | undefined
  for (const statement of file.statements) {
    const written = [statement, ...statement.inner].map((one) => backfillOf(one, context)).find((name) => name !== undefined)
    if (held && written !== undefined) {
      const fix = splitFrom(statement, file, 'Put the rest into a file of its own', `fill ${written.split('.').at(-1) ?? ''}`)
      return [{ statement, subject: written, message: `${held.relation} stays locked (ACCESS EXCLUSIVE since line ${held.line}) while rows of ${written} are written.`, fix }]
    }
    const lock = strongLocks(statement, context).find(({ mode, relation }) => mode === 'ACCESS EXCLUSIVE' && !context.madeInBatch(relation))
    if (lock) held ??= { relation: lock.relation, line: statement.line }
  }
  return []
}
