import { constraintsOf } from '../../sql/parse-tree.ts'
import { rewriteBasis } from '../column-rewrites.ts'
import type { Finding, Rule } from '../rule.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'

export const addColumnGeneratedStored: Rule = {
  id: 'S106',
  name: 'add-column-generated-stored',
  severity: 'error',
  scales: true,
  summary: 'A stored generated column is added to a table that holds rows.',
  danger: 'Its value is computed for each row, so the whole table is written anew under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile.',
  safe: 'Add a plain column, keep it up to date by a trigger and fill the old rows in batches; from PostgreSQL 18 on, a virtual generated column needs no rewrite.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, cents bigint);',
    bad: 'ALTER TABLE orders ADD COLUMN euros numeric GENERATED ALWAYS AS (cents / 100.0) STORED;',
    good: 'ALTER TABLE orders ADD COLUMN euros numeric;',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { column, subtype, table, range, context } = command
  const generated = subtype === 'AT_AddColumn' ? constraintsOf(column).find(({ contype }) => contype === 'CONSTR_GENERATED') : undefined
  if (generated?.generated_kind !== 's') return undefined
  const basis = rewriteBasis(command, true)
  if (!basis) return undefined
  const text = context.file.text.slice(range.start, range.end)
  const at = text.search(/\bstored\b(?![\s\S]*\bstored\b)/i)
  const virtual = (context.serverMajor ?? 0) >= 18 && at >= 0
  return {
    message: `${table} is written anew, because ${column?.colname ?? 'the column'} is computed for each of its rows.`,
    basis,
    ...(virtual && { fix: { title: 'Make it virtual: computed when it is read', edits: [{ start: range.start + at, end: range.start + at + 'stored'.length, text: 'VIRTUAL' }] } }),
  }
}
