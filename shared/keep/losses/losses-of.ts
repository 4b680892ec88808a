import type { LintStatement } from '../../lint/rule.ts'
import { alteredTable, findNodes, nodeAs, nodesAs } from '../../sql/parse-tree.ts'
import type { Node } from '@pgsql/types'
import { lossesOfAlter } from './loss-alter.ts'
import { lossesOfDrop } from './loss-drop.ts'
import { lossesOfDelete, lossesOfTruncate, lossesOfUpdate } from './loss-rows.ts'
import { onlyDiscard, type Loss, type LossContext } from './loss.ts'

/** Everything that one statement destroys of what was there before its script. */
export function lossesOf(context: LossContext): Loss[] {
  const { statement } = context
  if (nodeAs(statement.node, 'DoStmt')) return lossesInBlock(statement, context)
  return [...ofNode(statement.node, context), ...hidden(statement.node, context)]
}

function ofNode(node: Node | undefined, context: LossContext): Loss[] {
  const drop = nodeAs(node, 'DropStmt')
  if (drop) return lossesOfDrop(drop, context)
  const truncate = nodeAs(node, 'TruncateStmt')
  if (truncate) return lossesOfTruncate(truncate, context)
  const deleted = nodeAs(node, 'DeleteStmt')
  if (deleted) return lossesOfDelete(deleted, context)
  const updated = nodeAs(node, 'UpdateStmt')
  if (updated) return lossesOfUpdate(updated, context)
  const altered = alteredTable(node, 'public')
  return altered ? lossesOfAlter(altered, context) : []
}

/** What writes inside of another statement: it is said, and nothing is copied. */
function hidden(node: Node | undefined, context: LossContext): Loss[] {
  const withClause = (nodeAs(node, 'SelectStmt') ?? nodeAs(node, 'InsertStmt') ?? nodeAs(node, 'UpdateStmt') ?? nodeAs(node, 'DeleteStmt') ?? nodeAs(node, 'MergeStmt'))?.withClause
  const nested = [...findNodes(withClause?.ctes, 'DeleteStmt').flatMap((one) => lossesOfDelete(one, context)), ...findNodes(withClause?.ctes, 'UpdateStmt').flatMap((one) => lossesOfUpdate(one, context))]
  return [...nested.map((loss) => unkept(loss, 'It stands in a WITH clause. Write it as a statement of its own; then its rows can be kept.')), ...ofUpsert(node, context), ...ofMerge(node, context)]
}

const unkept = (loss: Loss, problem: string): Loss => ({ ...loss, ...onlyDiscard(problem) })

function ofUpsert(node: Node | undefined, { scene }: LossContext): Loss[] {
  const insert = nodeAs(node, 'InsertStmt')
  const table = insert?.onConflictClause?.action === 'ONCONFLICT_UPDATE' ? scene.table(insert.relation) : undefined
  if (!table) return []
  const names = new Set(nodesAs(insert?.onConflictClause?.targetList, 'ResTarget').map(({ name }) => name))
  const columns = table.columns.filter(({ name }) => names.has(name)).map(({ name }) => name)
  return columns.length === 0 ? [] : [{ kind: 'update', table, relation: table.relation, columns, ...onlyDiscard('Which rows it overwrites shows only when it runs. Write an UPDATE before it; then the old values can be kept.') }]
}

function ofMerge(node: Node | undefined, { scene }: LossContext): Loss[] {
  const merge = nodeAs(node, 'MergeStmt')
  const table = scene.table(merge?.relation)
  if (!merge || !table) return []
  const clauses = nodesAs(merge.mergeWhenClauses, 'MergeWhenClause')
  const problem = onlyDiscard('Which rows MERGE changes shows only when it runs. Write UPDATE and DELETE statements; then the old rows can be kept.')
  const names = new Set(clauses.filter(({ commandType }) => commandType === 'CMD_UPDATE').flatMap(({ targetList }) => nodesAs(targetList, 'ResTarget').map(({ name }) => name)))
  const columns = table.columns.filter(({ name }) => names.has(name)).map(({ name }) => name)
  return [
    ...(columns.length > 0 ? [{ kind: 'update' as const, table, relation: table.relation, columns, ...problem }] : []),
    ...(clauses.some(({ commandType }) => commandType === 'CMD_DELETE') ? [{ kind: 'delete' as const, table, relation: table.relation, columns: [], ...problem }] : []),
  ]
}

/** What a DO block runs as it is written, and SQL that it puts together. */
function lossesInBlock(statement: LintStatement, context: LossContext): Loss[] {
  const seen = statement.inner.flatMap((inner) => lossesOf({ ...context, statement: inner }))
  const dynamic = statement.dynamic.some(({ text }) => /\b(drop|delete|truncate|update|alter)\b/i.test(text) || !/^\s*(format\s*\()?\s*'/i.test(text))
  return [
    ...seen.map((loss): Loss => ({ ...loss, kind: 'drop_other', ...onlyDiscard('It stands in a DO block. Write it as a statement of its own; then its data can be kept.') })),
    ...(dynamic ? [{ kind: 'drop_other' as const, table: null, relation: 'DO', columns: [], ...onlyDiscard('The DO block runs SQL that it puts together, so that what it destroys shows only when it runs.') }] : []),
  ]
}
