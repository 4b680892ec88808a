import { constraintsOf } from '../../sql/parse-tree.ts'
import { placeOf } from '../../sql/parse.ts'
import { indexFirst } from '../index-first.ts'
import type { Finding, Rule } from '../rule.ts'
import { isPartitioned } from '../schema-facts.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { decide, ran } from '../traced.ts'

export const addUniqueConstraint: Rule = {
  id: 'S113',
  name: 'add-unique-constraint',
  severity: 'warning',
  scales: true,
  summary: 'A unique constraint is added and builds its index.',
  danger: 'The index is built under ACCESS EXCLUSIVE: nobody reads or writes the table meanwhile.',
  safe: 'CREATE UNIQUE INDEX CONCURRENTLY in a file of its own, then ADD CONSTRAINT ... UNIQUE USING INDEX, which reads nothing.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, code text);\nCREATE UNIQUE INDEX orders_code_unique ON orders (code);',
    bad: 'ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE (code);',
    good: 'ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE USING INDEX orders_code_unique;',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { constraint, column, subtype, table, statement, context } = command
  const ofColumn = subtype === 'AT_AddColumn' ? constraintsOf(column).find(({ contype }) => contype === 'CONSTR_UNIQUE') : undefined
  const found = subtype === 'AT_AddConstraint' && constraint?.contype === 'CONSTR_UNIQUE' ? constraint : ofColumn
  if (!found || found.indexname) return undefined
  const basis = decide(ran(statement)?.indexes.some(({ action, relation }) => action === 'built' && relation === table), true)
  if (!basis) return undefined
  const fix = ofColumn || isPartitioned(context, table) ? undefined : indexFirst(command)
  return { message: `Reads and writes of ${table} wait while the index of ${found.conname ?? 'the unique constraint'} is built.`, offset: placeOf(statement, found.location), basis, ...(fix && { fix }) }
}
