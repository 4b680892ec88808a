import { constraintsOf, stringsOf } from '../../sql/parse-tree.ts'
import { placeOf } from '../../sql/parse.ts'
import { indexFirst } from '../index-first.ts'
import type { Finding, Rule } from '../rule.ts'
import { columnFact, isNotNull, isPartitioned } from '../schema-facts.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { decide, ran } from '../traced.ts'

export const addPrimaryKey: Rule = {
  id: 'S114',
  name: 'add-primary-key',
  severity: 'warning',
  scales: true,
  summary: 'A primary key is added and builds its index.',
  danger: 'The index is built, and the columns are tested for NULL, under ACCESS EXCLUSIVE: nobody reads or writes the table meanwhile.',
  safe: 'Make the columns NOT NULL first, CREATE UNIQUE INDEX CONCURRENTLY in a file of its own, then ADD PRIMARY KEY USING INDEX.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint NOT NULL, code text);\nCREATE UNIQUE INDEX orders_id_unique ON orders (id);',
    bad: 'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);',
    good: 'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_unique;',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { constraint, column, subtype, table, statement, context } = command
  const ofColumn = subtype === 'AT_AddColumn' ? constraintsOf(column).find(({ contype }) => contype === 'CONSTR_PRIMARY') : undefined
  const found = subtype === 'AT_AddConstraint' && constraint?.contype === 'CONSTR_PRIMARY' ? constraint : ofColumn
  if (!found || found.indexname) return undefined
  const basis = decide(ran(statement)?.indexes.some(({ action, relation }) => action === 'built' && relation === table), true)
  if (!basis) return undefined
  const nullable = stringsOf(found.keys).filter((name) => columnFact(context, table, name) && !isNotNull(context, table, name))
  const fix = ofColumn || nullable.length > 0 || isPartitioned(context, table) ? undefined : indexFirst(command)
  const tested = nullable.length > 0 ? ` and ${nullable.join(', ')} tested for NULL` : ''
  return { message: `Reads and writes of ${table} wait while the index of its primary key is built${tested}.`, offset: placeOf(statement, found.location), basis, ...(fix && { fix }) }
}
