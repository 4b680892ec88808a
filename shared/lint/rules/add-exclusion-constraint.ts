import { placeOf } from '../../sql/parse.ts'
import type { Finding, Rule } from '../rule.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { decide, ran } from '../traced.ts'

export const addExclusionConstraint: Rule = {
  id: 'S116',
  name: 'add-exclusion-constraint',
  severity: 'warning',
  scales: true,
  summary: 'An exclusion constraint is added to a table that holds rows.',
  danger: 'Its index is built and every row is tested under ACCESS EXCLUSIVE: nobody reads or writes the table meanwhile. There is no NOT VALID for it, and no index can be made before.',
  safe: 'Add it in a maintenance window, or make a new table with the constraint and move the rows over in batches.',
  examples: {
    setup: 'CREATE TABLE bookings (id bigint PRIMARY KEY, during tstzrange);',
    bad: 'ALTER TABLE bookings ADD CONSTRAINT bookings_apart EXCLUDE USING gist (during WITH &&);',
    good: 'CREATE TABLE bookings_new (id bigint PRIMARY KEY, during tstzrange, CONSTRAINT bookings_new_apart EXCLUDE USING gist (during WITH &&));',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check({ constraint, table, statement }: TableCommand): Finding | undefined {
  if (constraint?.contype !== 'CONSTR_EXCLUSION') return undefined
  const basis = decide(ran(statement)?.indexes.some(({ action, relation }) => action === 'built' && relation === table), true)
  return basis && { message: `Reads and writes of ${table} wait while ${constraint.conname ?? 'the exclusion constraint'} is built and tested.`, offset: placeOf(statement, constraint.location), basis }
}
