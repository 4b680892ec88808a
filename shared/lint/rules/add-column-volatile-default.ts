import { constraintsOf } from '../../sql/parse-tree.ts'
import { placeOf } from '../../sql/parse.ts'
import { typeParts } from '../../sql/parse-type.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { rewriteBasis } from '../column-rewrites.ts'
import type { Finding, Rule } from '../rule.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { volatileCall } from '../volatile.ts'

export const addColumnVolatileDefault: Rule = {
  id: 'S104',
  name: 'add-column-volatile-default',
  severity: 'error',
  scales: true,
  summary: 'A column is added with a default that is volatile, such as random() or gen_random_uuid().',
  danger: 'Every row gets a value of its own, so the whole table is written anew under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile. A constant, or now(), needs no rewrite.',
  safe: 'Add the column without a default, set the default in a second statement, then fill the old rows in batches.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    bad: 'ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();',
    good: 'ALTER TABLE orders ADD COLUMN token uuid, ALTER COLUMN token SET DEFAULT gen_random_uuid(), ADD COLUMN seen_at timestamptz DEFAULT now();',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { column, subtype, statement, context, table } = command
  if (subtype !== 'AT_AddColumn' || !column) return undefined
  const constraints = constraintsOf(column)
  const wanted = constraints.find(({ contype }) => contype === 'CONSTR_DEFAULT')
  if (!wanted || constraints.some(({ contype }) => contype === 'CONSTR_GENERATED' || contype === 'CONSTR_IDENTITY')) return undefined
  const call = volatileCall(wanted.raw_expr, statement, context)
  const basis = rewriteBasis(command, call !== undefined)
  if (!basis || (!call && !typeParts(column.typeName).plain)) return undefined
  const fix = fixOf(command, placeOf(statement, wanted.location))
  return {
    message: `${table} is written anew: the default of ${column.colname ?? 'the column'} ${call ? `calls ${call.name}(), which gives another value for each row` : 'has to be computed for each row'}.`,
    offset: placeOf(statement, wanted.location),
    basis,
    ...(fix && constraints.length === 1 && { fix }),
  }
}

/** The rows that are there stay without a value: filling them is for the person to write. */
function fixOf({ range, statement, context, column }: TableCommand, at: number): Finding['fix'] {
  const value = /^default\s+([\s\S]+)$/i.exec(statement.text.slice(at - statement.start, range.end - statement.start))?.[1]
  if (value === undefined || column?.colname === undefined) return undefined
  const before = context.file.text.slice(range.start, at)
  const start = range.start + before.trimEnd().length
  return {
    title: 'Add the column without it, then set the default; old rows stay NULL until they are filled',
    edits: [{ start, end: range.end, text: `, ALTER COLUMN ${quoteIdentifier(column.colname)} SET DEFAULT ${value}` }],
  }
}
