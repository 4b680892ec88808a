import { kindOf, satelliteId, type Fact } from '../../schema/fact.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import type { LintContext, LintStatement, Rule } from '../rule.ts'
import { finding } from '../support/finding.ts'
import { relationFact, relationOf, type Name } from '../support/relation.ts'
import { nodeAs, nodesAs } from '../support/tree.ts'

export const ownerMismatch: Rule = {
  id: 'S804',
  name: 'owner-mismatch',
  severity: 'warning',
  summary: 'A relation gets another owner than those that are in its schema.',
  danger: 'Only its owner may change or drop a relation: a later migration of the other role fails, and its default privileges do not reach the relation.',
  safe: 'One role owns the schema and runs the migrations. Give what is new to it: ALTER TABLE ... OWNER TO.',
  examples: {
    setup: 'CREATE ROLE strata_example_other;\nCREATE TABLE orders (id bigint PRIMARY KEY);\nCREATE TABLE order_lines (id bigint PRIMARY KEY);',
    bad: 'ALTER TABLE order_lines OWNER TO strata_example_other;',
    good: 'ALTER TABLE order_lines OWNER TO CURRENT_USER;',
  },
  statement(statement, context) {
    const facts = context.after ?? context.before
    const subject = subjectOf(statement, context)
    if (!facts || !subject || !context.before) return []
    const others = ownersOf(subject.name.schema, facts, context.before, subject.name)
    const [usual] = others
    const owner = context.after ? ownerOf(relationFact(subject.name, context.after), context.after) : subject.owner
    if (others.length !== 1 || usual === undefined || owner === undefined || owner === usual) return []
    return [finding({ message: `${subject.name.text} belongs to ${owner}; what else is in its schema belongs to ${usual}.`, subject: subject.name.text, basis: context.after ? 'trace' : undefined, params: { relation: subject.name.text, owner, usual } })]
  },
}

interface Subject {
  name: Name
  /** Where the statement names one. */
  owner: string | undefined
}

function subjectOf(statement: LintStatement, context: LintContext): Subject | undefined {
  const alter = nodeAs(statement.node, 'AlterTableStmt')
  const [owner] = nodesAs(alter?.cmds, 'AlterTableCmd').flatMap(({ subtype, newowner }) => (subtype === 'AT_ChangeOwner' && newowner ? [newowner] : []))
  if (owner) return { name: relationOf(alter?.relation, context), owner: owner.rolename }
  const change = nodeAs(statement.node, 'AlterOwnerStmt')
  if (change?.relation) return { name: relationOf(change.relation, context), owner: change.newowner?.rolename }
  const create = nodeAs(statement.node, 'CreateStmt')?.relation ?? nodeAs(statement.node, 'ViewStmt')?.view
  return create && create.relpersistence !== 't' ? { name: relationOf(create, context), owner: undefined } : undefined
}

function ownerOf(fact: Fact | undefined, facts: Snapshot): string | undefined {
  const role = fact && facts.get(satelliteId('owner', fact.id))?.data['role']
  return typeof role === 'string' ? role : undefined
}

const relations = new Set(['table', 'view', 'materialized-view', 'foreign-table'])

/** Owners of the relations that were there before, without the one that it is about. All from one snapshot: where it was taken, roles may be other ones. */
function ownersOf(schema: string, facts: Snapshot, before: Snapshot, except: Name): string[] {
  const there = [...facts.facts.values()].filter(({ id, path }) => relations.has(kindOf(id)) && path[0] === schema && path[1] !== except.name && before.has(id))
  return [...new Set(there.flatMap((fact) => ownerOf(fact, facts) ?? []))]
}
