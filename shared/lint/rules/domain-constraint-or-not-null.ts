import { columnsOf } from '../../kinds/domain/columns-of.ts'
import { nameOfList, nodeAs } from '../../sql/parse-tree.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { lineBreak, type RuleFix } from '../edits.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { decide, scans } from '../traced.ts'

export const domainConstraintOrNotNull: Rule = {
  id: 'S123',
  name: 'domain-constraint-or-not-null',
  severity: 'warning',
  summary: 'A domain gets a constraint that is tested against all values at once.',
  danger: 'Every table with a column of the domain is locked in SHARE and read from end to end: writes to all of them wait meanwhile.',
  safe: 'ADD CONSTRAINT ... NOT VALID, then VALIDATE CONSTRAINT in another file.',
  examples: {
    setup: 'CREATE DOMAIN email AS text;\nCREATE TABLE people (id bigint PRIMARY KEY, contact email);',
    bad: "ALTER DOMAIN email ADD CONSTRAINT email_form CHECK (VALUE LIKE '%@%');",
    good: "ALTER DOMAIN email ADD CONSTRAINT email_form CHECK (VALUE LIKE '%@%') NOT VALID;",
  },
  statement: check,
}

function check(statement: LintStatement, context: LintContext): Finding[] {
  const alter = nodeAs(statement.node, 'AlterDomainStmt')
  const constraint = nodeAs(alter?.def, 'Constraint')
  if (!alter || (alter.subtype !== 'C' && alter.subtype !== 'O') || constraint?.skip_validation) return []
  const domain = nameOfList(alter.typeName, context.schema)
  const users = context.before && columnsOf(`domain:${domain}`, context.before)
  const basis = decide(scans(statement), !users || users.length > 0)
  if (!basis) return []
  const fix = constraint?.conname ? fixOf(statement, context, domain, constraint.conname) : undefined
  return [{ message: `Every table with a column of ${domain} is locked against writes and read from end to end.`, subject: domain, basis, ...(fix && { fix }) }]
}

function fixOf({ end }: LintStatement, { file }: LintContext, domain: string, name: string): RuleFix {
  const text = `ALTER DOMAIN ${domain} VALIDATE CONSTRAINT ${quoteIdentifier(name)};${lineBreak(file.text)}`
  return { title: 'Add it as NOT VALID and validate it in a file of its own', edits: [{ start: end, end, text: ' NOT VALID' }], newFiles: [{ description: `validate ${name}`, text }] }
}
