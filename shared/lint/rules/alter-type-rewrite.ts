import { nodeAs, stringsOf } from '../../sql/parse-tree.ts'
import { typeText } from '../../sql/parse-type.ts'
import { rewriteBasis } from '../column-rewrites.ts'
import type { Finding, Rule } from '../rule.ts'
import { columnType } from '../schema-facts.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { typeChange } from '../type-change.ts'

export const alterTypeRewrite: Rule = {
  id: 'S108',
  name: 'alter-type-rewrite',
  severity: 'error',
  scales: true,
  summary: "A column's type is changed in a way that has the table written anew.",
  danger: 'The table and all its indexes are written anew under ACCESS EXCLUSIVE: nobody reads or writes it meanwhile. A longer varchar, text instead of varchar or a wider numeric of the same scale cost nothing.',
  safe: 'Add a column of the new type, write both for a while, fill the old rows in batches, then switch over and drop the old column.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, note varchar(40));',
    bad: 'ALTER TABLE orders ALTER COLUMN total TYPE bigint;',
    good: 'ALTER TABLE orders ALTER COLUMN note TYPE varchar(80);',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

const usuallyFree = new Set(['text', 'character varying', 'numeric'])

function check(command: TableCommand): Finding | undefined {
  const { column, subtype, name = '', table, context } = command
  if (subtype !== 'AT_AlterColumnType' || !column) return undefined
  const to = typeText(column.typeName)
  const from = columnType(context, table, name)
  const change = typeChange(from, to)
  if (change === 'zone' || (from === undefined && to.startsWith('timestamp') && to.endsWith('with time zone'))) return undefined
  const computed = column.raw_default !== undefined && !isSameColumn(command)
  const certain = computed || change === 'rewrite'
  const basis = rewriteBasis(command, certain || (change === 'unknown' && !usuallyFree.has(to.replace(/\(.*?\)/, ''))))
  if (!basis) return undefined
  const sure = basis === 'trace' || certain
  return {
    message: `${table} ${sure ? 'is' : 'may be'} written anew with all its indexes: ${name} becomes ${to}${from === undefined ? '' : ` instead of ${from}`}.`,
    basis,
    ...(!sure && { severity: 'warning' as const }),
    params: { column: name, to, ...(from !== undefined && { from }) },
  }
}

/** USING that names the column itself, or casts it to the same type, is what PostgreSQL does without it. */
function isSameColumn({ column, name }: TableCommand): boolean {
  const cast = nodeAs(column?.raw_default, 'TypeCast')
  if (cast && typeText(cast.typeName) !== typeText(column?.typeName)) return false
  const reference = nodeAs(cast?.arg ?? column?.raw_default, 'ColumnRef')
  return reference?.fields?.length === 1 && stringsOf(reference.fields)[0] === name
}
