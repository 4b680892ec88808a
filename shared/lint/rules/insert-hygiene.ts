import type { Finding, Rule } from '../rule.ts'
import { finding } from '../support/finding.ts'
import { count, isNew, isTemporary, relationOf } from '../support/relation.ts'
import { nodeAs, nodesAs } from '../support/tree.ts'

export const insertHygiene: Rule = {
  id: 'S703',
  name: 'insert-hygiene',
  severity: 'warning',
  summary: 'INSERT names no columns, holds very many rows, or sorts by random().',
  danger: 'Without names, values go wherever the order of the columns on that server says, and a new column makes the statement fail or mean something else. A list of thousands of rows is parsed as one statement in memory.',
  safe: 'Name the columns: INSERT INTO orders (id, total) VALUES ... Bring many rows by COPY ... FROM STDIN.',
  examples: {
    setup: 'CREATE TABLE countries (code text PRIMARY KEY, name text);',
    bad: "INSERT INTO countries VALUES ('NL', 'Netherlands');",
    good: "INSERT INTO countries (code, name) VALUES ('NL', 'Netherlands');",
  },
  statement({ node }, context) {
    const insert = nodeAs(node, 'InsertStmt')
    const query = nodeAs(insert?.selectStmt, 'SelectStmt')
    if (!insert || !query) return []
    const table = relationOf(insert.relation, context)
    const found: Finding[] = []
    if ((insert.cols ?? []).length === 0 && !isNew(table, context) && !isTemporary(insert.relation)) found.push(finding({ message: `INSERT INTO ${table.text} does not name its columns.`, subject: table.text }))
    const rows = (query.valuesLists ?? []).length
    if (rows > context.limits.insertValues) found.push(finding({ message: `INSERT holds ${count(rows)} rows of values; the limit is ${count(context.limits.insertValues)}.`, subject: table.text, severity: 'info', help: 'COPY ... FROM STDIN with the rows behind it is faster and takes little memory.' }))
    if (sortsAtRandom(query.sortClause)) found.push(finding({ message: 'ORDER BY random() inserts other rows, or another order, on every server.', subject: table.text, severity: 'info', help: 'Order by a key.' }))
    return found
  },
}

function sortsAtRandom(sort: Parameters<typeof nodesAs>[0]): boolean {
  return nodesAs(sort, 'SortBy').some(({ node }) => nodesAs(nodeAs(node, 'FuncCall')?.funcname, 'String').at(-1)?.sval === 'random')
}
