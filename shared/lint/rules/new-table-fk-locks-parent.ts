import type { Constraint } from '@pgsql/types'
import { constraintsOf, nodeAs, nodesAs, relationName } from '../../sql/parse-tree.ts'
import { placeOf } from '../../sql/parse.ts'
import { atHead } from '../edits.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { isTimeoutSet } from '../settings.ts'
import { tableCommands } from '../table-commands.ts'
import { decide, locks } from '../traced.ts'

export const newTableFkLocksParent: Rule = {
  id: 'S126',
  name: 'new-table-fk-locks-parent',
  severity: 'info',
  summary: 'A new table refers to a table that is in use.',
  danger: 'CREATE TABLE ... REFERENCES takes SHARE ROW EXCLUSIVE on the table referred to, although the new one is empty: it waits for running writes, and later writes wait behind it.',
  safe: "Write SET LOCAL lock_timeout = '2s' at the head of the file and try again when it gives up, or add the foreign key last, in a short file of its own.",
  examples: {
    setup: 'CREATE TABLE customers (id bigint PRIMARY KEY);',
    bad: 'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint REFERENCES customers);',
    good: "SET LOCAL lock_timeout = '2s';\nCREATE TABLE orders (id bigint PRIMARY KEY, customer bigint REFERENCES customers);",
  },
  statement: check,
}

function check(statement: LintStatement, context: LintContext): Finding[] {
  const keys = keysOfNewTable(statement, context)
  if (keys.length === 0 || isTimeoutSet('lock_timeout', context.file, statement)) return []
  const own = nodeAs(statement.node, 'CreateStmt')?.relation
  const fix = { title: 'Give up after 2 seconds of waiting', edits: [atHead(context.file, "SET LOCAL lock_timeout = '2s'")] }
  return keys.flatMap(({ pktable, location }) => {
    const parent = relationName(pktable, context.schema)
    if (own && parent === relationName(own, context.schema)) return []
    const basis = decide(locks(statement, ['SHARE ROW EXCLUSIVE', 'ACCESS EXCLUSIVE'], parent), true)
    return basis ? [{ message: `Writes to ${parent} wait until the foreign key is made and the transaction has ended.`, subject: parent, offset: placeOf(statement, location), basis, ...(context.file.transactional && { fix }) }] : []
  })
}

/** Of CREATE TABLE, and of an ALTER TABLE on a table that the batch has made. */
function keysOfNewTable(statement: LintStatement, context: LintContext): Constraint[] {
  const made = nodeAs(statement.node, 'CreateStmt')
  const added = tableCommands(statement, context).filter(({ table }) => context.madeInBatch(table)).flatMap(({ constraint, column }) => [...(constraint ? [constraint] : []), ...constraintsOf(column)])
  const all = [...nodesAs(made?.tableElts, 'Constraint'), ...nodesAs(made?.tableElts, 'ColumnDef').flatMap(constraintsOf), ...added]
  return all.filter(({ contype }) => contype === 'CONSTR_FOREIGN')
}
