import { factId, type Fact } from '../../schema/fact.ts'
import type { LintContext, LintStatement, Rule } from '../rule.ts'
import { indexesBefore } from '../support/batch-index.ts'
import { done } from '../support/done.ts'
import { finding } from '../support/finding.ts'
import { columnOfKey, indexesOf } from '../support/index-shapes.ts'
import { count, isNew, nameOf, sizeOf } from '../support/relation.ts'
import { names, nodeAs, nodesAs } from '../support/tree.ts'

export const dropUsedIndex: Rule = {
  id: 'S207',
  name: 'drop-used-index',
  severity: 'warning',
  summary: 'An index that queries use on the target, or that keeps values unique, is dropped without another one in its place.',
  danger: 'Queries that used it read the whole table from then on. Where the index was unique, duplicates are accepted and keep it from coming back.',
  safe: 'Build the index that replaces it first, CONCURRENTLY, see that it is used, and then drop the old one.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, number text, placed_on date);\nCREATE UNIQUE INDEX orders_number ON orders (number);',
    bad: 'DROP INDEX orders_number;',
    good: 'CREATE UNIQUE INDEX orders_number_placed ON orders (number) INCLUDE (placed_on);\nDROP INDEX orders_number;',
  },
  statement(statement, context) {
    const drop = nodeAs(statement.node, 'DropStmt')
    if (drop?.removeType !== 'OBJECT_INDEX') return []
    return nodesAs(drop.objects, 'List').flatMap(({ items }) => {
      const index = nameOf(names(items), context)
      const fact = context.before?.get(factId('index', [index.schema, index.name]))
      if (isNew(index, context) || (fact && isReplaced(fact, statement, context))) return []
      const uses = sizeOf(index, context)?.uses ?? 0
      const unique = fact?.data['unique'] === true
      if (uses === 0 && !unique) return []
      const facts = [...(uses > 0 ? [`was used ${count(uses)} times since the statistics of the target were reset`] : []), ...(unique ? ['keeps values unique'] : [])]
      return finding({ message: `Index ${index.text} ${facts.join(' and ')}; nothing takes its place.`, subject: index.text, basis: done(statement), severity: context.file.undo ? 'info' : undefined, params: { index: index.text, uses } })
    })
  },
}

/** Another index that is there afterwards begins with the same columns, and is unique where the old one was. */
function isReplaced({ parent, path, data }: Fact, statement: LintStatement, context: LintContext): boolean {
  const [schema = '', table = ''] = context.before?.get(parent ?? '')?.path ?? []
  const name = nameOf([schema, table], context)
  const old = context.before ? indexesOf(name, context.before).find((one) => one.fact?.path.at(-1) === path.at(-1)) : undefined
  const rest = context.after ? indexesOf(name, context.after) : [...(context.before ? indexesOf(name, context.before) : []), ...indexesBefore(name, statement, context)]
  const columns = old?.keys.map(columnOfKey) ?? []
  return rest.some((one) => one.name !== path.at(-1) && one.where === undefined && columns.every((column, at) => columnOfKey(one.keys[at] ?? '') === column) && (data['unique'] !== true || (one.unique && one.keys.length === columns.length)))
}
