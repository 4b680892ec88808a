import { nodeAs, nodesAs, relationName } from '../../sql/parse-tree.ts'
import { listRanges } from '../../sql/parse-ranges.ts'
import { placeOf } from '../../sql/parse.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { earlierOn } from '../earlier.ts'
import type { Finding, Rule } from '../rule.ts'
import { columnFact, isNotNull } from '../schema-facts.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'
import { decide, scans } from '../traced.ts'

export const pkUsingNullableIndex: Rule = {
  id: 'S115',
  name: 'pk-using-nullable-index',
  severity: 'warning',
  scales: true,
  summary: 'A primary key takes over an index whose columns may be NULL.',
  danger: 'PostgreSQL makes the columns NOT NULL on the way and reads the whole table under ACCESS EXCLUSIVE for that.',
  safe: 'Make the columns NOT NULL first, by a check that is validated before, and add the primary key afterwards.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint, number bigint NOT NULL);\nCREATE UNIQUE INDEX orders_id_unique ON orders (id);\nCREATE UNIQUE INDEX orders_number_unique ON orders (number);',
    bad: 'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_unique;',
    good: 'ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_number_unique;',
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

function check(command: TableCommand): Finding | undefined {
  const { constraint, table, statement, context, alone } = command
  if (constraint?.contype !== 'CONSTR_PRIMARY' || !constraint.indexname) return undefined
  const columns = indexColumns(command)
  const nullable = columns.filter((name) => columnFact(context, table, name) && !isNotNull(context, table, name))
  const traced = scans(statement, table)
  const basis = decide(traced === false || alone ? traced : undefined, nullable.length > 0)
  if (!basis) return undefined
  const what = nullable.length > 0 ? nullable.join(', ') : 'a column of the index'
  return { message: `${table} is read from end to end, because ${what} may be NULL and has to become NOT NULL; reads and writes wait.`, offset: placeOf(statement, constraint.location), basis }
}

/** Of an index of the schema or of the batch. */
function indexColumns({ constraint, altered, statement, context }: TableCommand): string[] {
  const name = relationName({ schemaname: altered.relation.schemaname, relname: constraint?.indexname }, context.schema)
  const made = nodeAs(earlierOn(`index ${name}`, statement, context).at(-1)?.node, 'IndexStmt')
  if (made) return nodesAs(made.indexParams, 'IndexElem').flatMap((element) => element.name ?? [])
  const definition = String(context.before?.get(`index:${name}`)?.data['definition'] ?? '')
  const open = definition.indexOf('(')
  if (open < 0) return []
  const inner = definition.slice(open + 1, definition.indexOf(')', open))
  const columns = context.before?.children(`table:${altered.table}`, 'column').map(({ path }) => path.at(-1) ?? '') ?? []
  const written = listRanges(inner, 0).map(({ start, end }) => inner.slice(start, end))
  return columns.filter((column) => written.includes(quoteIdentifier(column)))
}
