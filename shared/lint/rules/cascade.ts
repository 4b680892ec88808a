import type { DropStmt } from '@pgsql/types'
import { factId, type FactId } from '../../schema/fact.ts'
import type { Snapshot } from '../../schema/snapshot.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { alterCommands } from '../support/definitions.ts'
import { factText, takenAlong } from '../support/destroyed.ts'
import { withoutCascade } from '../support/edits.ts'
import { finding, listed } from '../support/finding.ts'
import { isNew, nameOf, relationOf, type Name } from '../support/relation.ts'
import { names, nodeAs, nodesAs } from '../support/tree.ts'

export const cascade: Rule = {
  id: 'S205',
  name: 'cascade',
  severity: 'warning',
  summary: 'CASCADE takes whatever depends on what is dropped or emptied.',
  danger: 'Views, foreign keys, functions and rows of other tables go too, and the text of the migration does not name them. On another server it may be other objects.',
  safe: 'Name every object that is to go, in the order of their dependencies, and leave CASCADE out: PostgreSQL then refuses where something was forgotten.',
  examples: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);\nCREATE VIEW big_orders AS SELECT id FROM orders WHERE total > 1000;',
    bad: 'ALTER TABLE orders DROP COLUMN total CASCADE;',
    good: 'DROP VIEW big_orders;\nALTER TABLE orders DROP COLUMN total;',
  },
  statement(statement, context) {
    const roots = rootsOf(statement, context)
    if (roots === undefined) return []
    const taken = context.before && takenBy(roots, context.before, context)
    if (taken === undefined) return [report(statement, 'CASCADE also takes everything that depends on it; the text does not say what.')]
    if (roots.isSchema) return taken.length === 0 ? [] : [report(statement, `CASCADE also takes what is outside of the schema: ${listed(taken)}.`, context)]
    if (taken.length === 0) return [{ ...report(statement, 'CASCADE takes nothing else here. On another server it may.', context), severity: 'info' }]
    return [report(statement, `CASCADE also ${roots.rows ? 'empties' : 'drops'} ${listed(taken)}.`, context)]
  },
}

interface Roots {
  ids: (snapshot: Snapshot) => FactId[]
  isSchema?: boolean
  /** TRUNCATE: only rows go, along foreign keys. */
  rows?: boolean
}

function report(statement: LintStatement, message: string, context?: LintContext): Finding {
  return finding({ message, basis: context?.after ? 'trace' : undefined, fix: withoutCascade(statement) })
}

function rootsOf(statement: LintStatement, context: LintContext): Roots | undefined {
  const drop = nodeAs(statement.node, 'DropStmt')
  if (drop?.behavior === 'DROP_CASCADE') return rootsOfDrop(drop, context)
  const emptied = nodeAs(statement.node, 'TruncateStmt')
  if (emptied?.behavior === 'DROP_CASCADE') {
    const tables = nodesAs(emptied.relations, 'RangeVar').map((range) => relationOf(range, context))
    return tables.every((table) => isNew(table, context)) ? undefined : { ids: () => tables.map((table) => factId('table', [table.schema, table.name])), rows: true }
  }
  const commands = alterCommands(statement, context).filter(({ command, kind, isNew: made }) => command.behavior === 'DROP_CASCADE' && !made && (kind === 'AT_DropColumn' || kind === 'AT_DropConstraint'))
  if (commands.length === 0) return undefined
  return { ids: () => commands.map(({ table, command, kind }) => factId(kind === 'AT_DropColumn' ? 'column' : 'constraint', [table.schema, table.name, command.name ?? ''])) }
}

const kinds: Readonly<Record<string, readonly string[]>> = {
  OBJECT_TABLE: ['table'], OBJECT_FOREIGN_TABLE: ['foreign-table'], OBJECT_VIEW: ['view'], OBJECT_MATVIEW: ['materialized-view'], OBJECT_SEQUENCE: ['sequence'], OBJECT_INDEX: ['index'], OBJECT_DOMAIN: ['domain'],
  OBJECT_TYPE: ['enum', 'composite', 'domain', 'range'], OBJECT_COLLATION: ['collation'],
}
const routines: Readonly<Record<string, readonly string[]>> = { OBJECT_FUNCTION: ['function'], OBJECT_PROCEDURE: ['procedure'], OBJECT_ROUTINE: ['function', 'procedure'], OBJECT_AGGREGATE: ['aggregate'] }

function rootsOfDrop({ objects = [], removeType = 'OBJECT_TABLE' }: DropStmt, context: LintContext): Roots | undefined {
  const all = objects.map((object) => names(object))
  if (removeType === 'OBJECT_SCHEMA') return { isSchema: true, ids: (snapshot) => all.flatMap(([schema = '']) => [`schema:${quoteIdentifier(schema)}`, ...[...snapshot.facts.values()].filter(({ path, id }) => path[0] === schema && !id.includes('@')).map(({ id }) => id)]) }
  if (removeType === 'OBJECT_EXTENSION') return { ids: () => all.map(([name = '']) => factId('extension', [name])) }
  const named = all.map((parts) => nameOf(parts, context))
  if (named.every((name) => isNew(name, context))) return undefined
  const ofRoutine = routines[removeType]
  if (ofRoutine) return { ids: (snapshot) => named.flatMap((name) => routineIds(name, ofRoutine, snapshot)) }
  return { ids: () => named.flatMap((name) => (kinds[removeType] ?? []).map((kind) => factId(kind, [name.schema, name.name]))) }
}

/** All of the name: which of them is meant shows only where there is one. */
function routineIds(name: Name, of: readonly string[], snapshot: Snapshot): FactId[] {
  return [...snapshot.facts.keys()].filter((id) => of.some((kind) => id.startsWith(`${kind}:${name.text}(`)))
}

/** Objects, as texts; undefined where the facts do not know what is dropped. */
function takenBy({ ids, isSchema, rows }: Roots, before: Snapshot, { after }: LintContext): string[] | undefined {
  const roots = ids(before).filter((id) => before.has(id))
  if (roots.length === 0) return isSchema ? [] : undefined
  if (rows) return emptiedTables(roots, before)
  return takenAlong(roots, before).filter(({ id }) => !after?.has(id)).map(factText)
}

function emptiedTables(roots: readonly FactId[], snapshot: Snapshot): string[] {
  const seen = new Set(roots)
  const queue = [...roots]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const parts = [id, ...snapshot.children(id).map((child) => child.id)]
    for (const user of parts.flatMap((part) => snapshot.usedBy(part))) {
      const fact = snapshot.get(user)
      if (fact?.kind !== 'constraint' || fact.data['type'] !== 'foreign key' || fact.parent === null || seen.has(fact.parent)) continue
      seen.add(fact.parent)
      queue.push(fact.parent)
    }
  }
  return [...seen].filter((id) => !roots.includes(id)).map((id) => id.slice(id.indexOf(':') + 1))
}
