import { constraintsOf, relationName } from '../../sql/parse-tree.ts'
import { placeOf } from '../../sql/parse.ts'
import type { Finding, Rule } from '../rule.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { decide, scans } from '../traced.ts'
import { validateLater } from '../validate-later.ts'

export const addFkValidating: Rule = {
  id: 'S112',
  name: 'add-fk-validating',
  severity: 'warning',
  scales: true,
  summary: 'A foreign key is added and tested against all rows at once.',
  danger: 'Both tables are locked in SHARE ROW EXCLUSIVE and joined: writes to either wait meanwhile.',
  safe: 'Add it as NOT VALID, which counts for new rows at once, then VALIDATE CONSTRAINT in another file: reads and writes go on.',
  examples: {
    setup: 'CREATE TABLE customers (id bigint PRIMARY KEY);\nCREATE TABLE orders (id bigint PRIMARY KEY, customer bigint);',
    bad: 'ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES customers (id);',
    good: 'ALTER TABLE orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES customers (id) NOT VALID;',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { constraint, column, subtype, table, statement, context, alone } = command
  const parts = subtype === 'AT_AddColumn' ? constraintsOf(column) : []
  /** A new column that is NULL everywhere is not tested. */
  const ofColumn = parts.some(({ contype }) => contype === 'CONSTR_DEFAULT') ? parts.find(({ contype }) => contype === 'CONSTR_FOREIGN') : undefined
  const found = subtype === 'AT_AddConstraint' && constraint?.contype === 'CONSTR_FOREIGN' ? constraint : ofColumn
  if (!found || found.skip_validation || found.is_enforced === false) return undefined
  const traced = scans(statement, table)
  const basis = decide(traced === false || alone ? traced : undefined, true)
  if (!basis) return undefined
  const parent = relationName(found.pktable, context.schema)
  const fix = ofColumn ? undefined : validateLater(command)
  return { message: `${table} and ${parent} are read to test ${found.conname ?? 'the foreign key'}; writes to both wait.`, offset: placeOf(statement, found.location), basis, ...(fix && { fix }) }
}
