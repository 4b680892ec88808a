import type { Rule } from '../rule.ts'
import { finding } from '../support/finding.ts'
import { nameOf } from '../support/relation.ts'
import { names, nodeAs, nodesAs } from '../support/tree.ts'

export const enumOrDomainDesign: Rule = {
  id: 'S606',
  name: 'enum-or-domain-design',
  severity: 'info',
  summary: 'A new enum or a new domain with a rule, or a new value of an enum without its place.',
  danger: 'Values of an enum can never be removed, and their order is fixed; a rule of a domain is checked against every table that uses it, and a column with it makes ADD COLUMN rewrite the table.',
  safe: 'A lookup table with a foreign key, or text with a CHECK. Where an enum stays, say where a new value belongs: BEFORE or AFTER.',
  examples: {
    setup: "CREATE TYPE size AS ENUM ('small', 'large');",
    bad: "ALTER TYPE size ADD VALUE 'medium';",
    good: "ALTER TYPE size ADD VALUE 'medium' BEFORE 'large';",
  },
  statement({ node }, context) {
    const enumType = nodeAs(node, 'CreateEnumStmt')
    if (enumType) return [finding({ message: `Values of the enum ${nameOf(names(enumType.typeName), context).text} can be added and renamed, and never removed.` })]
    const domain = nodeAs(node, 'CreateDomainStmt')
    const rules = nodesAs(domain?.constraints, 'Constraint').filter(({ contype }) => contype === 'CONSTR_CHECK' || contype === 'CONSTR_NOTNULL')
    if (domain && rules.length > 0) return [finding({ message: `A change of the rules of the domain ${nameOf(names(domain.domainname), context).text} reads every table that uses it.` })]
    const alter = nodeAs(node, 'AlterEnumStmt')
    if (!alter || alter.oldVal !== undefined || alter.newValNeighbor !== undefined) return []
    const type = nameOf(names(alter.typeName), context).text
    return [finding({ message: `The new value ${alter.newVal ?? ''} of ${type} sorts after all others.` })]
  },
}
