import { quoteIdentifier } from '../../sql/quote.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { newConstraints } from '../support/definitions.ts'
import { certain } from '../support/failed.ts'
import { finding } from '../support/finding.ts'
import { columnOfKey, indexesOf } from '../support/index-shapes.ts'
import { isEmpty, isNew, relationOf, type Name } from '../support/relation.ts'
import { nodeAs, nodesAs } from '../support/tree.ts'

export const uniqueMayFail: Rule = {
  id: 'S501',
  name: 'unique-may-fail',
  severity: 'warning',
  summary: 'Values that are there already must be unique from now on.',
  danger: 'If the target holds one value twice, the statement fails there, although it ran wherever the data were cleaner. An index built CONCURRENTLY stays behind as invalid.',
  safe: 'Run the counting query on the target first, put the duplicates right in a migration before, and then build the unique index CONCURRENTLY.',
  examples: {
    setup: "CREATE TABLE customers (id bigint PRIMARY KEY, email text);\nINSERT INTO customers VALUES (1, 'ada@example.org'), (2, 'ada@example.org');",
    bad: 'ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email);',
    good: "CREATE TABLE customers_by_email (email text PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers);",
  },
  statement: (statement, context) => [...constraints(statement, context), ...index(statement, context)].map((one) => certain(one, statement)),
}

function constraints(statement: LintStatement, context: LintContext): Finding[] {
  return newConstraints(statement, context).flatMap(({ table, constraint, columns, isNew: made, ofColumn }) => {
    const { contype, indexname } = constraint
    if ((contype !== 'CONSTR_UNIQUE' && contype !== 'CONSTR_PRIMARY') || indexname || made || ofColumn || columns.length === 0) return []
    return about(table, columns, undefined, context, contype === 'CONSTR_PRIMARY')
  })
}

function index(statement: LintStatement, context: LintContext): Finding[] {
  const made = nodeAs(statement.node, 'IndexStmt')
  if (!made?.unique || !made.relation) return []
  const table = relationOf(made.relation, context)
  if (isNew(table, context)) return []
  const keys = nodesAs(made.indexParams, 'IndexElem').map(({ name }) => name)
  const columns = keys.filter((name) => name !== undefined)
  const where = made.whereClause && /\bwhere\b([\s\S]*)$/i.exec(statement.text)?.[1]?.trim()
  return about(table, columns.length === keys.length ? columns : [], where, context, false)
}

function about(table: Name, columns: readonly string[], where: string | undefined, context: LintContext, primary: boolean): Finding[] {
  if (isEmpty(table, context) || (columns.length > 0 && isUniqueAlready(table, columns, context))) return []
  const list = columns.map(quoteIdentifier)
  const conditions = [...(where === undefined ? [] : [`(${where})`]), ...(primary ? [] : list.map((column) => `${column} IS NOT NULL`))]
  const query = `SELECT ${list.join(', ')}, count(*) FROM ${table.text}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''} GROUP BY ${list.join(', ')} HAVING count(*) > 1;`
  const nulls = primary ? ` NULL is refused too: SELECT count(*) FROM ${table.text} WHERE ${list.map((column) => `${column} IS NULL`).join(' OR ')};` : ''
  return [
    finding({
      message: columns.length > 0 ? `Duplicates of ${columns.join(', ')} in ${table.text} would make it fail.` : `Duplicates of the expressions in ${table.text} would make it fail.`,
      subject: table.text,
      help: columns.length > 0 ? `Look for duplicates on the target first: ${query}${nulls}` : undefined,
      params: { relation: table.text },
    }),
  ]
}

/** Another unique index holds these columns apart, or fewer of them. */
function isUniqueAlready(table: Name, columns: readonly string[], { before }: LintContext): boolean {
  return before !== undefined && indexesOf(table, before).some(({ unique, where, keys, fact }) => unique && where === undefined && fact?.data['invalid'] !== true && keys.every((key) => columns.includes(columnOfKey(key))))
}
