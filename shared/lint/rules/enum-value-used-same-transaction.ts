import { findNodes, nameOfList, nodeAs } from '../../sql/parse-tree.ts'
import { placeOf } from '../../sql/parse.ts'
import { splitFrom } from '../edits.ts'
import type { Finding, LintContext, LintFile, LintStatement, Rule } from '../rule.ts'
import { ran } from '../traced.ts'

export const enumValueUsedSameTransaction: Rule = {
  id: 'S405',
  name: 'enum-value-used-same-transaction',
  severity: 'error',
  summary: 'A new value of an enum type is used in the file that adds it.',
  danger: 'A value that ALTER TYPE ... ADD VALUE has made cannot be used before its transaction has ended: the server says "unsafe use of new value" and the migration fails.',
  safe: 'Add the value in one file and use it in the next.',
  examples: {
    setup: "CREATE TYPE mood AS ENUM ('glad', 'sad');\nCREATE TABLE people (id bigint PRIMARY KEY, mood mood);",
    bad: "ALTER TYPE mood ADD VALUE 'calm';\nINSERT INTO people (id, mood) VALUES (1, 'calm');",
    good: "ALTER TYPE mood ADD VALUE 'calm';",
  },
  file: check,
}

function check(file: LintFile, context: LintContext): (Finding & { statement: LintStatement })[] {
  if (!file.transactional) return []
  const made = new Set(file.statements.flatMap(({ node }) => nodeAs(node, 'CreateEnumStmt') ?? []).map(({ typeName }) => nameOfList(typeName, context.schema)))
  const added = new Map<string, LintStatement>()
  const findings: (Finding & { statement: LintStatement })[] = []
  for (const statement of file.statements) {
    const use = added.size > 0 && !ran(statement) ? findNodes(statement.node, 'A_Const').find(({ sval }) => added.has(sval?.sval ?? '')) : undefined
    const value = use?.sval?.sval ?? ''
    if (use && !nodeAs(statement.node, 'AlterEnumStmt')) {
      findings.push({ statement, offset: placeOf(statement, use.location), message: `'${value}' is a new value of an enum type, added in line ${added.get(value)?.line ?? 0}, and cannot be used before that is committed.`, fix: splitFrom(statement, file, 'Put the rest into a file of its own', `use ${value}`) })
      break
    }
    const alter = nodeAs(statement.node, 'AlterEnumStmt')
    if (alter?.newVal !== undefined && alter.oldVal === undefined && !made.has(nameOfList(alter.typeName, context.schema))) added.set(alter.newVal, statement)
  }
  return findings
}
