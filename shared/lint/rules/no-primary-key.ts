import type { CreateStmt } from '@pgsql/types'
import type { LintContext, LintStatement, Rule } from '../rule.ts'
import { batchIndex, standsAfter } from '../support/batch-index.ts'
import { finding } from '../support/finding.ts'
import { isTemporary, relationOf, tableFact, type Name } from '../support/relation.ts'
import { nodeAs, nodesAs } from '../support/tree.ts'

/** CREATE_TABLE_LIKE_INDEXES of PostgreSQL's parsenodes.h. */
const likeIndexes = 1 << 6

export const noPrimaryKey: Rule = {
  id: 'S607',
  name: 'no-primary-key',
  severity: 'warning',
  summary: 'A new table has no primary key.',
  danger: 'Rows cannot be told apart: duplicates cannot be deleted one by one, logical replication refuses UPDATE and DELETE, and no copy by key can be made before rows are changed.',
  safe: 'Add id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, or the columns that name a row.',
  examples: {
    bad: 'CREATE TABLE readings (sensor bigint NOT NULL, at timestamptz NOT NULL, value numeric);',
    good: 'CREATE TABLE readings (sensor bigint NOT NULL, at timestamptz NOT NULL, value numeric, PRIMARY KEY (sensor, at));',
  },
  statement(statement, context) {
    const create = nodeAs(statement.node, 'CreateStmt')
    if (!create || isTemporary(create.relation) || takesFromOthers(create)) return []
    const table = relationOf(create.relation, context)
    if (create.if_not_exists && tableFact(table, context.before)) return []
    if (hasKey(table, statement, context)) return []
    return [finding({ message: `Table ${table.text} has no primary key.`, subject: table.text, basis: context.after ? 'trace' : undefined, params: { relation: table.text } })]
  },
}

/** A partition and a table of a type or LIKE another have what those have. */
function takesFromOthers({ partbound, ofTypename, tableElts }: CreateStmt): boolean {
  return partbound !== undefined || ofTypename !== undefined || nodesAs(tableElts, 'TableLikeClause').some(({ options = 0 }) => (options & likeIndexes) !== 0)
}

function hasKey(table: Name, statement: LintStatement, context: LintContext): boolean {
  const { after } = context
  if (after) return !tableFact(table, after) || after.children(`table:${table.text}`, 'constraint').some(({ data }) => data['type'] === 'primary key')
  const { keyed, dropped } = batchIndex(context)
  return keyed.has(table.text) || standsAfter(dropped, table.name, statement, context)
}
