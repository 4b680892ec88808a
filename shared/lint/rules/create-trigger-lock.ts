import { nodeAs, relationName } from '../../sql/parse-tree.ts'
import { atHead } from '../edits.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { isTimeoutSet } from '../settings.ts'
import { decide, locks } from '../traced.ts'

export const createTriggerLock: Rule = {
  id: 'S122',
  name: 'create-trigger-lock',
  severity: 'info',
  summary: 'A trigger is made on a table that is in use.',
  danger: 'CREATE TRIGGER takes SHARE ROW EXCLUSIVE: it waits for running writes, and later writes wait behind it. From then on the trigger costs time on every row or statement.',
  safe: "Write SET LOCAL lock_timeout = '2s' at the head of the file and try again when it gives up; keep the function of the trigger short.",
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);\nCREATE FUNCTION note_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;',
    bad: 'CREATE TRIGGER orders_note BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note_order();',
    good: "SET LOCAL lock_timeout = '2s';\nCREATE TRIGGER orders_note BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note_order();",
  },
  statement: check,
}

function check(statement: LintStatement, context: LintContext): Finding[] {
  const trigger = nodeAs(statement.node, 'CreateTrigStmt')
  if (!trigger || isTimeoutSet('lock_timeout', context.file, statement)) return []
  const table = relationName(trigger.relation, context.schema)
  const basis = decide(locks(statement, ['SHARE ROW EXCLUSIVE', 'ACCESS EXCLUSIVE'], table), true)
  if (!basis) return []
  const fix = { title: 'Give up after 2 seconds of waiting', edits: [atHead(context.file, "SET LOCAL lock_timeout = '2s'")] }
  return [{ message: `Writes to ${table} wait until the trigger ${trigger.trigname ?? ''} is made and the transaction has ended.`, subject: table, basis, ...(context.file.transactional && { fix }) }]
}
