import type { LintContext, LintStatement, Rule } from '../rule.ts'
import { newColumns, newConstraints } from '../support/definitions.ts'
import { finding } from '../support/finding.ts'
import { isTemporary, relationOf } from '../support/relation.ts'
import { nodeAs, placeOf } from '../support/tree.ts'

export const naming: Rule = {
  id: 'S901',
  name: 'naming',
  severity: 'warning',
  summary: 'A new name does not match the pattern of `naming` in strata.yaml.',
  danger: 'Names of several fashions are looked up again and again, and those with capitals or blanks must be quoted for ever.',
  safe: 'A name that matches the pattern.',
  examples: {
    policy: { naming: { table: '^[a-z][a-z0-9_]*$', column: '^[a-z][a-z0-9_]*$', index: '^[a-z][a-z0-9_]*_idx$' } },
    bad: 'CREATE TABLE "OrderLines" (id bigint PRIMARY KEY);',
    good: 'CREATE TABLE order_lines (id bigint PRIMARY KEY);',
  },
  statement(statement, context) {
    const { naming: patterns } = context.policy
    return namesOf(statement, context).flatMap(({ kind, name, offset }) => {
      const pattern = compiled(patterns[kind])
      if (!pattern || pattern.test(name)) return []
      return finding({ message: `The name of ${kind === 'index' ? 'an' : 'a'} ${kind}, ${name}, does not match ${pattern.source}.`, offset, params: { name, kind } })
    })
  },
}

interface Named {
  kind: 'table' | 'column' | 'index' | 'constraint'
  name: string
  offset?: number
}

function namesOf(statement: LintStatement, context: LintContext): Named[] {
  const { node } = statement
  const table = nodeAs(node, 'CreateStmt')?.relation ?? nodeAs(node, 'CreateTableAsStmt')?.into?.rel
  const index = nodeAs(node, 'IndexStmt')
  const columns = newColumns(statement, context).flatMap(({ name, by, column }): Named[] => (by === 'type' ? [] : [{ kind: 'column', name, offset: placeOf(statement, column.location) }]))
  const constraints = newConstraints(statement, context).flatMap(({ constraint }): Named[] => (constraint.conname ? [{ kind: 'constraint', name: constraint.conname, offset: placeOf(statement, constraint.location) }] : []))
  return [
    ...(table && !isTemporary(table) ? [{ kind: 'table' as const, name: relationOf(table, context).name, offset: placeOf(statement, table.location) }] : []),
    ...(index?.idxname ? [{ kind: 'index' as const, name: index.idxname }] : []),
    ...columns,
    ...constraints,
    ...renamed(statement),
  ]
}

const renamedKinds: Readonly<Record<string, Named['kind']>> = { OBJECT_TABLE: 'table', OBJECT_COLUMN: 'column', OBJECT_INDEX: 'index', OBJECT_TABCONSTRAINT: 'constraint' }

function renamed({ node }: LintStatement): Named[] {
  const rename = nodeAs(node, 'RenameStmt')
  const kind = renamedKinds[rename?.renameType ?? '']
  return kind && rename?.newname ? [{ kind, name: rename.newname }] : []
}

/** A pattern that is none is the business of who reads the policy. */
function compiled(pattern: string | undefined): RegExp | undefined {
  if (pattern === undefined) return undefined
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return undefined
  }
}

