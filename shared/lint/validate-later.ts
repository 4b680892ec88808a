import type { Node } from '@pgsql/types'
import { findNodes, nodesAs, stringsOf } from '../sql/parse-tree.ts'
import { placeOf } from '../sql/parse.ts'
import { quoteIdentifier } from '../sql/quote.ts'
import { lineBreak, type RuleFix } from './edits.ts'
import type { TableCommand } from './table-commands.ts'

const endings: Readonly<Record<string, string>> = { CONSTR_CHECK: 'check', CONSTR_FOREIGN: 'fkey', CONSTR_UNIQUE: 'key', CONSTR_PRIMARY: 'pkey' }

/** The name of a constraint, or one as PostgreSQL would choose it, cut to 63 bytes of ASCII. */
export function constraintName({ constraint, altered }: TableCommand): string {
  if (constraint?.conname) return constraint.conname
  const kind = constraint?.contype ?? ''
  const columns = kind === 'CONSTR_FOREIGN' ? stringsOf(constraint?.fk_attrs) : kind === 'CONSTR_UNIQUE' ? stringsOf(constraint?.keys) : kind === 'CONSTR_CHECK' ? checkedColumns(constraint?.raw_expr) : []
  const parts = [altered.relation.relname ?? '', ...columns].join('_')
  const ending = `_${endings[kind] ?? 'check'}`
  return `${parts.slice(0, 63 - ending.length)}${ending}`
}

function checkedColumns(expression: Node | undefined): string[] {
  const names = new Set(findNodes(expression, 'ColumnRef').flatMap(({ fields }) => nodesAs(fields, 'String').map(({ sval }) => sval ?? '')))
  return names.size === 1 ? [...names] : []
}

/** ADD CONSTRAINT as NOT VALID, and its validation in a file that comes after; undefined for what cannot be written so. */
export function validateLater(command: TableCommand): RuleFix | undefined {
  const { constraint, range, statement, written, context, altered } = command
  if (!constraint || constraint.is_enforced === false || (range.end === statement.end && altered.commands.length > 1 && range.start === statement.start)) return undefined
  const name = constraintName(command)
  const at = placeOf(statement, constraint.location)
  const naming = constraint.conname ? [] : [{ start: at, end: at, text: `CONSTRAINT ${quoteIdentifier(name)} ` }]
  const text = `ALTER TABLE ${written} VALIDATE CONSTRAINT ${quoteIdentifier(name)};${lineBreak(context.file.text)}`
  return { title: 'Add it as NOT VALID and validate it in a file of its own', edits: [...naming, { start: range.end, end: range.end, text: ' NOT VALID' }], newFiles: [{ description: `validate ${name}`, text }] }
}
