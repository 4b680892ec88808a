import { atHead } from '../edits.ts'
import type { Finding, LintContext, LintFile, LintStatement, Rule } from '../rule.ts'
import { isTimeoutSet } from '../settings.ts'
import { strongLocks } from '../strong-locks.ts'

export const lockTimeoutMissing: Rule = {
  id: 'S402',
  name: 'lock-timeout-missing',
  severity: 'info',
  summary: 'A file takes a strong lock and sets no lock_timeout.',
  danger: 'While it waits for its lock, every later query on the table waits behind it: one long report is enough for an outage. Strata sets the lock_timeout of the environment when it migrates; other programs that run the file do not.',
  safe: "SET LOCAL lock_timeout = '2s' at the head of the file, and try again when it gives up.",
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'ALTER TABLE orders ADD COLUMN note text;',
    good: "SET LOCAL lock_timeout = '2s';\nALTER TABLE orders ADD COLUMN note text;",
  },
  file: check,
}

/** A file that runs outside a transaction keeps no lock for longer than its one statement, and SET LOCAL has no effect there. */
function check(file: LintFile, context: LintContext): (Finding & { statement: LintStatement })[] {
  if (!file.transactional) return []
  for (const statement of file.statements) {
    const [lock] = strongLocks(statement, context).filter(({ relation }) => !context.madeInBatch(relation))
    if (!lock) continue
    if (isTimeoutSet('lock_timeout', file, statement)) return []
    const fix = { title: 'Give up after 2 seconds of waiting', edits: [atHead(file, "SET LOCAL lock_timeout = '2s'")] }
    return [{ statement, message: `It takes ${lock.mode} on ${lock.relation} and sets no lock_timeout: run by another program than Strata it would wait without end.`, basis: lock.basis, fix }]
  }
  return []
}
