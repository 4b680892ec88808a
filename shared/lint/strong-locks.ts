import type { Constraint, Node } from '@pgsql/types'
import type { TracedLock } from '../contract/preview.ts'
import { alteredTable, constraintsOf, droppedNames, nodeAs, nodesAs, relationName, type AlteredTable } from '../sql/parse-tree.ts'
import type { LintContext, LintStatement } from './rule.ts'
import { tableOfIndex } from './schema-facts.ts'
import { ran } from './traced.ts'

export interface StrongLock {
  relation: string
  mode: TracedLock['mode']
  basis: 'trace' | 'text'
}

const strong = new Set<string>(['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'])
const relationKinds = new Set<string>(['table', 'partitioned_table', 'materialized_view', 'view'])

/** Locks of a statement, and of what a DO block runs, that writes wait for, on tables and views that others can use; as traced, else by the text. */
export function strongLocks(statement: LintStatement, context: LintContext): StrongLock[] {
  const traced = ran(statement)
  if (traced) return traced.locks.filter(({ isNew, mode, kind }) => !isNew && strong.has(mode) && relationKinds.has(kind)).map(({ relation, mode }) => ({ relation, mode, basis: 'trace' }))
  const written = [statement, ...statement.inner].flatMap(({ node }) => (node ? lockedBy(node, context) : []))
  return written.filter(({ relation, mode }) => strong.has(mode) && !context.madeInBatch(relation) && !relation.startsWith('pg_temp.'))
}

type Locked = Pick<StrongLock, 'relation' | 'mode' | 'basis'>

function lock(relation: string, mode: StrongLock['mode'] = 'ACCESS EXCLUSIVE'): Locked {
  return { relation, mode, basis: 'text' }
}

function lockedBy(node: Node, context: LintContext): Locked[] {
  const altered = alteredTable(node, context.schema)
  if (altered) return lockedByAlter(altered, context)
  const made = nodeAs(node, 'CreateStmt')
  if (made) return parentsOf(nodesAs(made.tableElts, 'Constraint').concat(nodesAs(made.tableElts, 'ColumnDef').flatMap(constraintsOf)), context)
  const drop = nodeAs(node, 'DropStmt')
  if (drop) return lockedByDrop(drop, context)
  const index = nodeAs(node, 'IndexStmt')
  if (index) return index.concurrent ? [] : [lock(relationName(index.relation, context.schema), 'SHARE')]
  const trigger = nodeAs(node, 'CreateTrigStmt')
  if (trigger) return [lock(relationName(trigger.relation, context.schema), 'SHARE ROW EXCLUSIVE')]
  return others(node, context.schema)
}

function others(node: Node, schema: string): Locked[] {
  const truncated = nodesAs(nodeAs(node, 'TruncateStmt')?.relations, 'RangeVar')
  const refresh = nodeAs(node, 'RefreshMatViewStmt')
  const relation = nodeAs(node, 'RenameStmt')?.relation ?? nodeAs(node, 'AlterObjectSchemaStmt')?.relation ?? nodeAs(node, 'ClusterStmt')?.relation ?? nodeAs(node, 'RuleStmt')?.relation ?? (refresh?.concurrent ? undefined : refresh?.relation)
  return [...truncated, ...(relation ? [relation] : [])].map((one) => lock(relationName(one, schema)))
}

const quiet = new Set<string>(['AT_ValidateConstraint', 'AT_SetStatistics', 'AT_SetOptions', 'AT_ResetOptions', 'AT_ClusterOn', 'AT_DropCluster'])
const triggers = /^AT_(Enable|Disable)(Always|Replica)?Trig/

function lockedByAlter({ table, commands, statement }: AlteredTable, context: LintContext): Locked[] {
  if (statement.objtype === 'OBJECT_INDEX' || statement.objtype === 'OBJECT_SEQUENCE') return []
  return commands.flatMap(({ subtype, constraint, column, command }): Locked[] => {
    const partition = nodeAs(command.def, 'PartitionCmd')
    if (partition?.concurrent || quiet.has(subtype)) return []
    if (subtype === 'AT_AttachPartition') return [lock(relationName(partition?.name, context.schema))]
    const keys = parentsOf([...(constraint ? [constraint] : []), ...constraintsOf(column)], context)
    const onlyKey = constraint?.contype === 'CONSTR_FOREIGN' || triggers.test(subtype)
    return [lock(table, onlyKey ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE'), ...keys]
  })
}

function parentsOf(constraints: readonly Constraint[], { schema }: LintContext): Locked[] {
  return constraints.flatMap(({ contype, pktable }) => (contype === 'CONSTR_FOREIGN' && pktable ? [lock(relationName(pktable, schema), 'SHARE ROW EXCLUSIVE')] : []))
}

const droppedRelations = new Set<string>(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW'])

function lockedByDrop(drop: NonNullable<ReturnType<typeof nodeAs<'DropStmt'>>>, context: LintContext): Locked[] {
  const names = drop.concurrent ? [] : droppedNames(drop, context.schema)
  if (droppedRelations.has(drop.removeType ?? '')) return names.map((name) => lock(name))
  if (drop.removeType === 'OBJECT_INDEX') return names.filter((name) => !context.madeInBatch(name)).map((name) => lock(tableOfIndex(context, name) ?? name))
  if (drop.removeType !== 'OBJECT_TRIGGER' && drop.removeType !== 'OBJECT_RULE' && drop.removeType !== 'OBJECT_POLICY') return []
  return nodesAs(drop.objects, 'List').map(({ items }) => lock(relationName(tableIn(items), context.schema)))
}

/** The last name is that of the trigger. */
function tableIn(items: readonly Node[] | undefined): { schemaname: string | undefined; relname: string | undefined } {
  const names = nodesAs(items, 'String').map(({ sval }) => sval)
  return { schemaname: names.at(-3), relname: names.at(-2) }
}
