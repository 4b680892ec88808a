import type { Constraint } from '@pgsql/types'
import { factId } from '../../schema/fact.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { alterCommands, newConstraints } from '../support/definitions.ts'
import { inParentheses } from '../support/edits.ts'
import { certain } from '../support/failed.ts'
import { finding } from '../support/finding.ts'
import { columnOfKey, indexesOf, splitKeys } from '../support/index-shapes.ts'
import { isEmpty, nameOf, relationOf, type Name } from '../support/relation.ts'
import { names, placeOf } from '../support/tree.ts'

export const checkOrFkMayFail: Rule = {
  id: 'S503',
  name: 'check-or-fk-may-fail',
  severity: 'warning',
  summary: 'Rows that are there already must pass a check or find the row that they refer to.',
  danger: 'If one row of the target does not, the statement fails there, although it ran wherever the data were in order.',
  safe: 'Run the counting query on the target first. Add the constraint NOT VALID, which holds for new rows at once; put the old rows right; then VALIDATE it.',
  examples: {
    setup: 'CREATE TABLE products (id bigint PRIMARY KEY, price numeric);\nINSERT INTO products VALUES (1, -5);',
    bad: 'ALTER TABLE products ADD CONSTRAINT products_price_positive CHECK (price > 0);',
    good: 'ALTER TABLE products ADD CONSTRAINT products_price_positive CHECK (price > 0) NOT VALID;',
  },
  statement: (statement, context) => [...added(statement, context), ...validated(statement, context)].map((one) => certain(one, statement)),
}

function added(statement: LintStatement, context: LintContext): Finding[] {
  return newConstraints(statement, context).flatMap(({ table, constraint, columns, isNew, ofColumn }) => {
    if (isNew || ofColumn || constraint.skip_validation || isEmpty(table, context)) return []
    if (constraint.contype === 'CONSTR_CHECK') return check(table, checkText(statement, constraint), constraint.conname)
    if (constraint.contype !== 'CONSTR_FOREIGN') return []
    return foreignKey({ table, columns, parent: relationOf(constraint.pktable, context), keys: names(constraint.pk_attrs) }, context)
  })
}

const checkText = (statement: LintStatement, { location }: Constraint) => inParentheses(statement.text.slice(placeOf(statement, location) - statement.start).replace(/^[\s\S]*?\bcheck\b/i, ''), 0)

function check(table: Name, expression: string | undefined, name: string | undefined): Finding[] {
  return [
    finding({
      message: `Rows of ${table.text} that break the check${name ? ` ${name}` : ''} would make it fail.`,
      subject: table.text,
      help: expression === undefined ? undefined : `Count them on the target first: SELECT count(*) FROM ${table.text} WHERE NOT (${expression.trim()});`,
    }),
  ]
}

interface Reference {
  table: Name
  columns: readonly string[]
  parent: Name
  /** Columns that are referred to; none: those of the primary key. */
  keys: readonly string[]
}

function foreignKey({ table, columns, parent, keys }: Reference, context: LintContext): Finding[] {
  const own = columns.map((column) => `c.${quoteIdentifier(column)}`)
  const primary = context.before && indexesOf(parent, context.before).find(({ fact }) => fact?.data['type'] === 'primary key')
  const others = (keys.length > 0 ? keys : (primary?.keys.map(columnOfKey) ?? [])).map((column) => `p.${quoteIdentifier(column)}`)
  const query = `SELECT count(*) FROM ${table.text} c WHERE ${own.map((column) => `${column} IS NOT NULL`).join(' AND ')} AND NOT EXISTS (SELECT FROM ${parent.text} p WHERE ${others.map((column, at) => `${column} = ${own[at] ?? ''}`).join(' AND ')});`
  return [
    finding({
      message: `Rows of ${table.text} whose ${columns.join(', ')} is not in ${parent.text} would make it fail.`,
      subject: table.text,
      help: others.length === own.length ? `Count them on the target first: ${query}` : undefined,
      params: { relation: table.text, parent: parent.text },
    }),
  ]
}

/** VALIDATE CONSTRAINT: the careful way, which can fail too. */
function validated(statement: LintStatement, context: LintContext): Finding[] {
  return alterCommands(statement, context).flatMap(({ table, command, kind, isNew }) => {
    const fact = context.before?.get(factId('constraint', [table.schema, table.name, command.name ?? '']))
    if (kind !== 'AT_ValidateConstraint' || isNew || isEmpty(table, context) || fact?.data['notValid'] !== true) return []
    return ofDefinition(table, String(fact.data['definition']), command.name, context).map((one): Finding => ({ ...one, severity: 'info' }))
  })
}

function ofDefinition(table: Name, definition: string, name: string | undefined, context: LintContext): Finding[] {
  if (definition.startsWith('CHECK')) return check(table, inParentheses(definition, 0), name)
  const reference = /^FOREIGN KEY \((.*?)\) REFERENCES (\S+?)\((.*?)\)/.exec(definition)
  if (!reference) return []
  const [, columns = '', parent = '', keys = ''] = reference
  return foreignKey({ table, columns: splitKeys(columns).map(columnOfKey), parent: nameOf(parent.split('.').map((part) => part.replaceAll('"', '')), context), keys: splitKeys(keys).map(columnOfKey) }, context)
}
