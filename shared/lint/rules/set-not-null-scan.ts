import type { Node } from '@pgsql/types'
import { alteredTable, nodeAs, stringsOf } from '../../sql/parse-tree.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { earlierOn } from '../earlier.ts'
import { lineBreak, replaceStatement } from '../edits.ts'
import type { Finding, Rule } from '../rule.ts'
import { columnFact, constraintFacts, isNotNull } from '../schema-facts.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { decide, scans } from '../traced.ts'

export const setNotNullScan: Rule = {
  id: 'S110',
  name: 'set-not-null-scan',
  severity: 'warning',
  scales: true,
  summary: 'SET NOT NULL reads the whole table.',
  danger: 'Every row is looked at under ACCESS EXCLUSIVE: nobody reads or writes the table meanwhile.',
  safe: 'Add a check (column IS NOT NULL) as NOT VALID, validate it in another file, then SET NOT NULL: PostgreSQL trusts the check and reads nothing. Drop the check afterwards.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, total bigint);\nALTER TABLE orders ADD CONSTRAINT orders_id_set CHECK (id IS NOT NULL);',
    bad: 'ALTER TABLE orders ALTER COLUMN total SET NOT NULL;',
    good: 'ALTER TABLE orders ADD CONSTRAINT orders_total_set CHECK (total IS NOT NULL) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT orders_total_set;\nALTER TABLE orders ALTER COLUMN total SET NOT NULL;\nALTER TABLE orders DROP CONSTRAINT orders_total_set;',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { subtype, name = '', table, context, statement, alone } = command
  if (subtype !== 'AT_SetNotNull') return undefined
  const suspected = !isNotNull(context, table, name) && !isChecked(command)
  const traced = scans(statement, table)
  const basis = decide(traced === true && !alone ? suspected : traced, suspected)
  if (!basis) return undefined
  const fix = alone ? fixOf(command) : undefined
  return { message: `${table} is read from end to end to find out whether ${name} is NULL anywhere; reads and writes wait.`, basis, params: { column: name }, ...(fix && { fix }) }
}

/** A valid check, from before or from the batch, says that the column is never NULL. */
function isChecked({ table, name = '', context, statement }: TableCommand): boolean {
  const wanted = `${quoteIdentifier(name)} IS NOT NULL`
  if (constraintFacts(context, table).some(({ data }) => data['type'] === 'check' && data['notValid'] !== true && String(data['definition']).includes(wanted))) return true
  const commands = earlierOn(`alter ${table}`, statement, context).flatMap((one) => alteredTable(one.node, context.schema)?.commands ?? [])
  const added = commands.flatMap(({ constraint }) => (constraint?.contype === 'CONSTR_CHECK' && testsColumn(constraint.raw_expr, name) ? [constraint] : []))
  return added.some(({ conname, skip_validation }) => !skip_validation || commands.some(({ subtype, name: validated }) => subtype === 'AT_ValidateConstraint' && validated === conname))
}

function testsColumn(expression: Node | undefined, name: string): boolean {
  const test = nodeAs(expression, 'NullTest')
  return test?.nulltesttype === 'IS_NOT_NULL' && stringsOf(nodeAs(test.arg, 'ColumnRef')?.fields).at(-1) === name
}

function fixOf({ written, name = '', altered, statement, context }: TableCommand): Finding['fix'] {
  if (columnFact(context, altered.table, name)?.data['notNull'] !== undefined) return undefined
  const br = lineBreak(context.file.text)
  const column = quoteIdentifier(name)
  const rule = quoteIdentifier(`${altered.relation.relname ?? 'table'}_${name}_set`.slice(0, 63))
  const after = [`ALTER TABLE ${written} VALIDATE CONSTRAINT ${rule};`, `ALTER TABLE ${written} ALTER COLUMN ${column} SET NOT NULL, DROP CONSTRAINT ${rule};`]
  return {
    title: 'Check it as NOT VALID first, then set it in a file of its own',
    edits: [replaceStatement(statement, `ALTER TABLE ${written} ADD CONSTRAINT ${rule} CHECK (${column} IS NOT NULL) NOT VALID`)],
    newFiles: [{ description: `set ${name} not null`, text: after.join(br) + br }],
  }
}
