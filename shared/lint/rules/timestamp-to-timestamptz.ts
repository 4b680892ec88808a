import { nodeAs, stringsOf } from '../../sql/parse-tree.ts'
import { typeText } from '../../sql/parse-type.ts'
import { rewriteBasis } from '../column-rewrites.ts'
import { lineBreak } from '../edits.ts'
import type { Finding, Rule } from '../rule.ts'
import { columnType } from '../schema-facts.ts'
import { valueBefore } from '../settings.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { typeChange } from '../type-change.ts'

export const timestampToTimestamptz: Rule = {
  id: 'S109',
  name: 'timestamp-to-timestamptz',
  severity: 'error',
  scales: true,
  summary: 'A column changes between timestamp and timestamptz while the time zone of the session is not UTC.',
  danger: 'Each value is computed anew by the time zone of the session: the table is written anew under ACCESS EXCLUSIVE, and another session would get other values.',
  safe: "If the values are UTC, write SET LOCAL timezone = 'UTC' before and leave USING out: PostgreSQL then changes the catalog alone.",
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamp);',
    bad: "ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz USING placed_at AT TIME ZONE 'UTC';",
    good: "SET LOCAL timezone = 'UTC';\nALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz;",
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { column, subtype, name = '', table, context, statement } = command
  if (subtype !== 'AT_AlterColumnType' || !column) return undefined
  const to = typeText(column.typeName)
  const from = columnType(context, table, name)
  const suspected = from === undefined ? to.startsWith('timestamp') && to.endsWith('with time zone') : typeChange(from, to) === 'zone'
  if (!suspected) return undefined
  const zone = valueBefore('timezone', context.file, statement)
  const basis = rewriteBasis(command, column.raw_default !== undefined || !isUtc(zone))
  if (!basis) return undefined
  const fix = fixOf(command)
  return { message: `${table} is written anew: ${name} becomes ${to}, and each value is computed by ${column.raw_default ? 'its USING clause' : 'the time zone of the session'}.`, basis, ...(fix && { fix }) }
}

function isUtc(zone: string | undefined): boolean {
  return zone !== undefined && /^(utc|etc\/utc|gmt)$/i.test(zone)
}

/** `USING c AT TIME ZONE 'UTC'` says what the same change in a session in UTC does. */
function fixOf({ column, name, alone, statement, context: { file }, range }: TableCommand): Finding['fix'] {
  const call = nodeAs(column?.raw_default, 'FuncCall')
  const [zone, value] = call?.args ?? []
  const same = stringsOf(call?.funcname).at(-1) === 'timezone' && stringsOf(nodeAs(value, 'ColumnRef')?.fields).join('.') === name && isUtc(nodeAs(zone, 'A_Const')?.sval?.sval)
  const text = file.text.slice(range.start, range.end)
  const at = text.search(/\susing\s(?![\s\S]*\susing\s)/i)
  if (!same || !alone || at < 0 || !file.transactional) return undefined
  return {
    title: 'Change it in UTC, which writes nothing anew',
    edits: [
      { start: statement.start, end: statement.start, text: `SET LOCAL timezone = 'UTC';${lineBreak(file.text)}` },
      { start: range.start + at, end: range.end, text: '' },
    ],
  }
}
