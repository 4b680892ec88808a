import { constraintsOf } from '../../sql/parse-tree.ts'
import { typeParts } from '../../sql/parse-type.ts'
import { rewriteBasis } from '../column-rewrites.ts'
import type { Finding, Rule } from '../rule.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'

export const addColumnSerialOrIdentity: Rule = {
  id: 'S105',
  name: 'add-column-serial-or-identity',
  severity: 'error',
  scales: true,
  summary: 'A serial or identity column is added to a table that holds rows.',
  danger: 'Each row takes a number from the new sequence, so the whole table is written anew under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile.',
  safe: 'Add a plain bigint column, fill it in batches, then attach a sequence as its default, or add the identity once every row has a number and the column is NOT NULL.',
  examples: {
    setup: 'CREATE TABLE orders (code text PRIMARY KEY);',
    bad: 'ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;',
    good: "CREATE SEQUENCE orders_number;\nALTER TABLE orders ADD COLUMN number bigint, ALTER COLUMN number SET DEFAULT nextval('orders_number');",
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { column, subtype, table } = command
  if (subtype !== 'AT_AddColumn' || !column) return undefined
  const identity = constraintsOf(column).some(({ contype }) => contype === 'CONSTR_IDENTITY')
  if (!identity && !typeParts(column.typeName).serial) return undefined
  const basis = rewriteBasis(command, true)
  return basis && { message: `${table} is written anew, because each of its rows gets a number for ${column.colname ?? 'the column'}.`, basis }
}
