import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { batchIndex, indexesBefore } from '../support/batch-index.ts'
import { finding } from '../support/finding.ts'
import { columnOfKey, indexesMade, indexesOf, type IndexShape } from '../support/index-shapes.ts'
import type { Name } from '../support/relation.ts'
import { nodeAs, nodesAs } from '../support/tree.ts'

export const indexShape: Rule = {
  id: 'S610',
  name: 'index-shape',
  severity: 'info',
  summary: 'A new index has many columns, is there already, or is one of too many on its table.',
  danger: 'Every INSERT and most UPDATEs write every index, and it takes memory and disk, whether queries use it or not.',
  safe: 'Few columns, those first that conditions compare with =. One index that begins with the same columns serves for both.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, placed_at timestamptz);\nCREATE INDEX orders_customer ON orders (customer_id);',
    bad: 'CREATE INDEX orders_customer_again ON orders (customer_id);',
    good: 'CREATE INDEX orders_placed_at ON orders (placed_at);',
  },
  statement(statement, context) {
    const index = nodeAs(statement.node, 'IndexStmt')
    if (!index?.relation) return []
    const [made] = indexesMade(statement, context)
    if (!made) return []
    const { table, shape: own } = made
    return [...tooManyColumns(own, table, context), ...sameAgain(own, table, statement, context), ...tooManyIndexes(table, statement, context)]
  },
}

function tooManyColumns({ keys }: IndexShape, table: Name, { limits }: LintContext): Finding[] {
  if (keys.length <= limits.indexColumns) return []
  return [finding({ message: `The index on ${table.text} has ${keys.length} columns; the limit is ${limits.indexColumns}.`, subject: table.text })]
}

/** The others of the table when the batch is through. */
function others(own: IndexShape, table: Name, statement: LintStatement, context: LintContext): IndexShape[] {
  if (context.after) {
    const all = indexesOf(table, context.after)
    const self = all.find(({ name, fact }) => (own.name === '' ? sameKeys({ ...own, name }, all.find((one) => one.name === name)) && !context.before?.has(fact?.id ?? '') : name === own.name))
    return all.filter((one) => one !== self)
  }
  const { dropped } = batchIndex(context)
  return [...(context.before ? indexesOf(table, context.before) : []), ...indexesBefore(table, statement, context)].filter(({ name }) => !dropped.has(name))
}

const sameKeys = (a: IndexShape, b: IndexShape | undefined) => b !== undefined && a.keys.length === b.keys.length && a.keys.every((key, at) => key === columnOfKey(b.keys[at] ?? ''))

function sameAgain(own: IndexShape, table: Name, statement: LintStatement, context: LintContext): Finding[] {
  const hasOptions = nodesAs(nodeAs(statement.node, 'IndexStmt')?.indexParams, 'IndexElem').some(({ ordering, opclass, collation, expr }) => ordering === 'SORTBY_DESC' || opclass || collation || expr)
  if (own.where !== undefined || hasOptions) return []
  const twin = others(own, table, statement, context).find((one) => one.method === own.method && one.where === undefined && one.keys.every((key) => key === columnOfKey(key) || key.startsWith('"')) && sameKeys(own, one) && (one.unique || !own.unique))
  if (!twin) return []
  return [finding({ message: `Index ${twin.name} on ${table.text} has the same columns (${own.keys.join(', ')}) already.`, subject: table.text, severity: 'warning', help: 'Leave the new index out.', basis: context.after ? 'trace' : undefined })]
}

function tooManyIndexes(table: Name, statement: LintStatement, context: LintContext): Finding[] {
  const { after, before, limits } = context
  if (!before) return []
  const count = after ? indexesOf(table, after).length : indexesOf(table, before).length + indexesBefore(table, statement, context).length + 1
  if (count <= limits.tableIndexes) return []
  return [finding({ message: `Table ${table.text} has ${count} indexes with this one; the limit is ${limits.tableIndexes}.`, subject: table.text, basis: after ? 'trace' : undefined })]
}
