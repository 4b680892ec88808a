import { constraintsOf } from '../../sql/parse-tree.ts'
import { placeOf } from '../../sql/parse.ts'
import type { Finding, Rule } from '../rule.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { decide, scans } from '../traced.ts'
import { validateLater } from '../validate-later.ts'

export const addCheckValidating: Rule = {
  id: 'S111',
  name: 'add-check-validating',
  severity: 'warning',
  scales: true,
  summary: 'A check constraint is added and tested against all rows at once.',
  danger: 'Every row is looked at under ACCESS EXCLUSIVE: nobody reads or writes the table meanwhile.',
  safe: 'Add it as NOT VALID, which counts for new rows at once, then VALIDATE CONSTRAINT in another file: that takes SHARE UPDATE EXCLUSIVE, and reads and writes go on.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);',
    bad: 'ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0);',
    good: 'ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { constraint, column, subtype, table, statement, alone } = command
  const ofColumn = subtype === 'AT_AddColumn' ? constraintsOf(column).find(({ contype }) => contype === 'CONSTR_CHECK') : undefined
  const found = subtype === 'AT_AddConstraint' && constraint?.contype === 'CONSTR_CHECK' ? constraint : ofColumn
  if (!found || found.skip_validation || found.is_enforced === false) return undefined
  const traced = scans(statement, table)
  const basis = decide(traced === false || alone ? traced : undefined, true)
  if (!basis) return undefined
  const fix = ofColumn ? undefined : validateLater(command)
  const name = found.conname ?? 'a check'
  return { message: `${table} is read from end to end to test ${name}; reads and writes wait.`, offset: placeOf(statement, found.location), basis, ...(fix && { fix }) }
}
