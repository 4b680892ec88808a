import type { Node } from '@pgsql/types'
import { findNodes, nodeAs, nodesAs, stringsOf, type NodeOf } from '../../sql/parse-tree.ts'
import { deletionPlan } from '../deletion-plan.ts'
import type { TableNow } from '../scene.ts'
import { inheriting, keyOf, pointingTo } from '../table-facts.ts'
import { archiveProblem } from './loss-drop.ts'
import { offer, onlyDiscard, type Loss, type LossContext } from './loss.ts'

const emptied = 'The rows of TRUNCATE are not set aside by renaming: foreign keys, views and privileges would stay with the old table.'
const noRename = 'Single rows are not set aside by renaming.'

/** TRUNCATE, with CASCADE all tables that point to those named. */
export function lossesOfTruncate(truncate: NodeOf<'TruncateStmt'>, context: LossContext): Loss[] {
  const { scene } = context
  const tables = new Map<string, TableNow>()
  const take = (table: TableNow | undefined): void => {
    if (!table || tables.has(table.fact.id)) return
    tables.set(table.fact.id, table)
    for (const fact of inheriting(scene.before, table.fact)) take(scene.byFact(fact))
    if (truncate.behavior === 'DROP_CASCADE') for (const { fact } of pointingTo(scene.before, table.fact)) take(tableOf(fact.parent, context))
  }
  for (const relation of nodesAs(truncate.relations, 'RangeVar')) take(scene.table(relation))
  return [...tables.values()].map((table) => ({ kind: 'truncate', table, relation: table.relation, columns: [], ...offer(archiveProblem(table, context), emptied) }))
}

function tableOf(id: string | null, { scene }: LossContext): TableNow | undefined {
  const fact = scene.before.get(id ?? '')
  return fact && scene.byFact(fact)
}

/** DELETE, and the rows that foreign keys delete along or set to null. */
export function lossesOfDelete(node: NodeOf<'DeleteStmt'>, context: LossContext): Loss[] {
  const table = context.scene.table(node.relation)
  if (!table) return viewLoss('delete', node.relation, context)
  const plan = deletionPlan(context.scene, table)
  const problem = archiveProblem(table, context) ?? predicateProblem(node.whereClause, node.usingClause, node.withClause) ?? ('problem' in plan ? plan.problem : null)
  const offered = offer(problem, noRename)
  const own: Loss = { kind: 'delete', table, relation: table.relation, columns: [], ...offered }
  if ('problem' in plan) return [own]
  return [own, ...plan.steps.filter((step) => step.table.fact.id !== table.fact.id).map((step): Loss => (
    step.columns.length === 0
      ? { kind: 'delete', table: step.table, relation: step.table.relation, columns: [], ...offered }
      : { kind: 'update', table: step.table, relation: step.table.relation, columns: step.columns.map(({ name }) => name), ...offered }
  ))]
}

/** UPDATE of columns that were there before the script: what it fills in new ones destroys nothing. */
export function lossesOfUpdate(node: NodeOf<'UpdateStmt'>, context: LossContext): Loss[] {
  const table = context.scene.table(node.relation)
  if (!table) return viewLoss('update', node.relation, context)
  const names = new Set(nodesAs(node.targetList, 'ResTarget').map(({ name }) => name))
  const columns = table.columns.filter(({ name }) => names.has(name))
  if (columns.length === 0) return []
  const problem = archiveProblem(table, context) ?? keyProblem(table, [...names], context) ?? predicateProblem(node.whereClause, node.fromClause, node.withClause)
  return [{ kind: 'update', table, relation: table.relation, columns: columns.map(({ name }) => name), ...offer(problem, noRename) }]
}

function keyProblem(table: TableNow, changed: readonly (string | undefined)[], { scene }: LossContext): string | null {
  if (keyOf(scene, table, changed.filter((name) => name !== undefined)).length > 0) return null
  return keyOf(scene, table).length > 0 ? `It changes the primary key of ${table.relation}, so that archived values could not find their rows again.` : `${table.relation} has no primary key, so that archived values could not find their rows again.`
}

function viewLoss(kind: 'update' | 'delete', relation: NodeOf<'RangeVar'> | undefined, { scene }: LossContext): Loss[] {
  const found = relation && scene.kindOf(relation)
  if (!relation || !found) return []
  const name = `${scene.schemaOf(relation)}.${relation.relname ?? ''}`
  return [{ kind, table: null, relation: name, columns: [], ...onlyDiscard(`${name} is a ${found.replace('-', ' ')}: only rows of a table that is named itself are copied.`) }]
}

/** Functions whose value is another one each time. */
const volatile = new Set(['random', 'clock_timestamp', 'timeofday', 'nextval', 'gen_random_uuid', 'uuid_generate_v1', 'uuid_generate_v4', 'uuidv4', 'uuidv7', 'random_normal', 'setval', 'pg_sleep', 'dblink'])

/** Why the rows that a statement chooses could not be chosen twice. */
function predicateProblem(where: Node | undefined, tables: Node[] | undefined, withClause: NodeOf<'WithClause'> | undefined): string | null {
  const trees = [...(where ? [where] : []), ...(tables ?? []), ...(withClause?.ctes ?? [])]
  if (nodeAs(where, 'CurrentOfExpr')) return 'It takes the row of a cursor, which cannot be copied beforehand.'
  if (['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'].some((tag) => findNodes(trees, tag as 'DeleteStmt').length > 0)) return 'A part of its WITH clause writes too. Take the statement apart; then its rows can be kept.'
  const called = findNodes(trees, 'FuncCall').map(({ funcname }) => stringsOf(funcname).at(-1) ?? '').find((name) => volatile.has(name))
  if (called !== undefined) return `Its condition calls ${called}(), so that a copy would choose other rows than the statement.`
  const loose = findNodes(trees, 'SelectStmt').some(({ limitCount, sortClause, lockingClause }) => (limitCount !== undefined && sortClause === undefined) || lockingClause !== undefined)
  return loose ? 'Its condition takes some rows without an order (LIMIT, or FOR UPDATE), so that a copy could choose other rows than the statement. Add ORDER BY over the primary key.' : null
}
