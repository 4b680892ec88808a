import type { ColumnDef } from '@pgsql/types'
import { constraintsOf, nameOfList, nodeAs, nodesAs } from '../../sql/parse-tree.ts'
import { typeParts } from '../../sql/parse-type.ts'
import { rewriteBasis } from '../column-rewrites.ts'
import { earlierOn } from '../earlier.ts'
import type { Finding, Rule } from '../rule.ts'
import { checkCommands, type TableCommand } from '../table-commands.ts'

export const addColumnConstrainedDomain: Rule = {
  id: 'S107',
  name: 'add-column-constrained-domain',
  severity: 'error',
  scales: true,
  summary: 'A column is added whose type is a domain with constraints.',
  danger: 'PostgreSQL checks the domain for each row and writes the whole table anew under ACCESS EXCLUSIVE, even without a default: nobody reads or writes it meanwhile.',
  safe: 'Add the column with the base type of the domain, and the rule as a check that is NOT VALID at first and validated afterwards.',
  examples: {
    setup: "CREATE TABLE people (id bigint PRIMARY KEY);\nCREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');",
    bad: 'ALTER TABLE people ADD COLUMN contact email;',
    good: "ALTER TABLE people ADD COLUMN contact text, ADD CONSTRAINT people_contact_check CHECK (contact LIKE '%@%') NOT VALID;",
  },
  statement: (statement, context) => checkCommands(statement, context, check),
}

const others = new Set(['CONSTR_DEFAULT', 'CONSTR_GENERATED', 'CONSTR_IDENTITY'])

function check(command: TableCommand): Finding | undefined {
  const { column, subtype, table } = command
  if (subtype !== 'AT_AddColumn' || !column || constraintsOf(column).some(({ contype }) => others.has(contype ?? ''))) return undefined
  const domain = constrainedDomain(column, command)
  const plain = typeParts(column.typeName).serial || (nodeAs(column.typeName?.names?.[0], 'String')?.sval ?? '') === 'pg_catalog'
  const basis = plain ? undefined : rewriteBasis(command, domain !== undefined)
  if (!basis) return undefined
  return { message: `${table} is written anew, because each of its rows is checked against the domain ${domain ?? typeParts(column.typeName).name}.`, basis }
}

/** The domain of a column if it has constraints by the facts of the schema or by the batch. */
function constrainedDomain({ typeName }: ColumnDef, { statement, context }: TableCommand): string | undefined {
  const name = nameOfList(typeName?.names, context.schema)
  const made = nodeAs(earlierOn(`domain ${name}`, statement, context).at(-1)?.node, 'CreateDomainStmt')
  const fact = context.before?.get(`domain:${name}`)
  const constrained = made ? nodesAs(made.constraints, 'Constraint').some(({ contype }) => contype === 'CONSTR_CHECK' || contype === 'CONSTR_NOTNULL') : fact && (fact.data['notNull'] === true || (context.before?.children(fact.id, 'domain-constraint').length ?? 0) > 0)
  return constrained ? name : undefined
}
