import { droppedNames, nodeAs } from '../../sql/parse-tree.ts'
import { outsideTransaction } from '../edits.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { tableOfIndex } from '../schema-facts.ts'
import { decide, locks } from '../traced.ts'

export const dropIndexNotConcurrent: Rule = {
  id: 'S102',
  name: 'drop-index-not-concurrent',
  severity: 'warning',
  summary: 'An index is dropped without CONCURRENTLY.',
  danger: 'DROP INDEX takes ACCESS EXCLUSIVE on the table of the index. It waits for every running query, and every later query waits behind it.',
  safe: 'DROP INDEX CONCURRENTLY in a file of its own, which runs outside a transaction.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed_at timestamptz);\nCREATE INDEX orders_placed_at ON orders (placed_at);',
    bad: 'DROP INDEX orders_placed_at;',
    good: 'DROP INDEX CONCURRENTLY orders_placed_at;',
  },
  statement: check,
}

function check(statement: LintStatement, context: LintContext): Finding[] {
  const drop = nodeAs(statement.node, 'DropStmt')
  if (drop?.removeType !== 'OBJECT_INDEX' || drop.concurrent) return []
  const names = droppedNames(drop, context.schema).filter((name) => !context.madeInBatch(name))
  const [name] = names
  const basis = decide(locks(statement, ['ACCESS EXCLUSIVE']), names.length > 0)
  if (!basis || name === undefined) return []
  const table = tableOfIndex(context, name)
  const sql = statement.text.replace(/^drop\s+index\b/i, '$& CONCURRENTLY')
  const curable = names.length === 1 && drop.objects?.length === 1 && drop.behavior !== 'DROP_CASCADE' && sql !== statement.text
  return [
    {
      message: `Reads and writes of ${table ?? `the table of ${name}`} wait until ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} dropped and the transaction has ended.`,
      ...(table !== undefined && { subject: table }),
      basis,
      ...(curable && { fix: outsideTransaction(statement, context.file, sql, 'Drop it with CONCURRENTLY', `drop ${name.split('.').at(-1) ?? 'index'}`) }),
    },
  ]
}
