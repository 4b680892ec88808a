import { splitFrom } from '../edits.ts'
import { heavyWorkOf } from '../heavy-work.ts'
import type { LintContext, LintFile, LintStatement, Rule } from '../rule.ts'
import { strongLocks, type StrongLock } from '../strong-locks.ts'

export const workAfterStrongLock: Rule = {
  id: 'S124',
  name: 'work-after-strong-lock',
  severity: 'warning',
  summary: 'Long work follows a statement that has locked a table against everything.',
  danger: 'Locks are kept until the transaction ends: the table stays closed to reads and writes while the later statements build indexes or read other tables.',
  safe: 'Split the file, so that the work comes in a transaction of its own, or put the strongest lock last.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);\nCREATE TABLE customers (id bigint PRIMARY KEY, name text, CONSTRAINT named CHECK (name IS NOT NULL));\nALTER TABLE customers DROP CONSTRAINT named, ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;',
    bad: 'ALTER TABLE orders ADD COLUMN note text;\nALTER TABLE customers VALIDATE CONSTRAINT named;',
    good: 'ALTER TABLE customers VALIDATE CONSTRAINT named;\nALTER TABLE orders ADD COLUMN note text;',
  },
  file: check,
}

type Found = ReturnType<NonNullable<Rule['file']>>

function check(file: LintFile, context: LintContext): Found {
  if (!file.transactional) return []
  let held: { lock: StrongLock; statement: LintStatement } | undefined
  for (const statement of file.statements) {
    const work = held && heavyWorkOf(statement, context)
    if (held && work && !isSmall(work.relation, context)) {
      const message = `${held.lock.relation} stays locked (ACCESS EXCLUSIVE since line ${held.statement.line}) while ${work.relation} is worked through.`
      return [{ statement, message, subject: held.lock.relation, basis: work.basis, fix: splitFrom(statement, file, 'Put the rest into a file of its own', `after ${file.script.replace(/^.*__|\.sql$/g, '')}`) }]
    }
    const lock = strongLocks(statement, context).find(({ mode, relation }) => mode === 'ACCESS EXCLUSIVE' && !context.madeInBatch(relation))
    if (lock && !held) held = { lock, statement }
  }
  return []
}

function isSmall(relation: string, { size, limits }: LintContext): boolean {
  const rows = size(relation)?.rows
  return rows !== undefined && rows >= 0 && rows < limits.smallTableRows
}
