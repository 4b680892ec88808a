import type { DeleteStmt, Node, UpdateStmt } from '@pgsql/types'
import { requiredText } from '../kinds/fact-data.ts'
import { findNodes, walk } from '../sql/parse-tree.ts'
import { quoteIdentifier } from '../sql/quote.ts'
import { chosenKeySql, chosenRowsSql, inArchiveSql, pointingKeySql, pointingRowsSql, withDescendantsSql, type Chosen, type Locks } from './archive.sql.ts'
import { backAgain, type ArchivePart } from './archive-part.ts'
import type { KeptParts } from './archive-parts.ts'
import type { ArchiveNames } from './archive-name.ts'
import { chosenRows } from './chosen-rows.ts'
import { deletionPlan, type CascadeLink, type DeletionStep } from './deletion-plan.ts'
import type { Loss, LossContext } from './losses/loss.ts'
import { storedColumns, type Scene, type TableNow } from './scene.ts'
import { keyOf } from './table-facts.ts'

/** Rows that DELETE takes, with those that foreign keys take along. */
export function deletedParts(node: DeleteStmt, context: LossContext, names: ArchiveNames): KeptParts {
  const { scene, statement } = context
  const table = scene.table(node.relation)
  const plan = table && deletionPlan(scene, table)
  if (!plan || 'problem' in plan) return { parts: [], locks: [], unfiltered: false }
  const chosen = chosenRows(statement.text, 'DELETE', node)
  const archives = new Map<string, string>()
  const parts = plan.steps.map((step, at) => {
    const name = names.next([step.table.name, ...(step.columns.length > 0 ? [step.columns.map((column) => column.name).join('_')] : [])])
    if (step.columns.length === 0) archives.set(step.table.fact.id, name)
    return stepPart(step, name, at === 0 ? chosen : undefined, archives, scene)
  })
  return { parts, locks: locksOf(plan.steps.map((step) => step.table), [node], scene), unfiltered: false }
}

function stepPart(step: DeletionStep, name: string, chosen: Chosen | undefined, archives: ReadonlyMap<string, string>, scene: Scene): ArchivePart {
  const { table } = step
  const key = keyOf(scene, table, step.columns.map((column) => column.name))
  const values = step.columns.length > 0 ? step.columns : storedColumns(table).filter((column) => !key.includes(column))
  const shared = { name, schema: table.schema, relation: table.name, table, key, columns: values }
  const columns = step.columns.length > 0 ? [...key, ...values] : storedColumns(table)
  const matches = step.links.map((link) => matchOf(link, archives))
  const query = step.self.length > 0
    ? withDescendantsSql(table, key, columns, chosen ? chosenKeySql(chosen, key) : pointingKeySql(table, key, matches), step.self.map((link) => link.columns))
    : chosen ? chosenRowsSql(chosen, columns) : pointingRowsSql(table, columns, matches)
  return step.columns.length > 0 ? { ...shared, kind: 'update', restore: 'update', query } : { ...shared, kind: 'delete', restore: 'insert', query }
}

function matchOf({ from, columns }: CascadeLink, archives: ReadonlyMap<string, string>): string {
  return inArchiveSql(archives.get(from.fact.id) ?? '?', columns.map(({ own, referenced }) => `${backAgain('a', referenced)} = c.${quoteIdentifier(own.name)}`))
}

/** Values that UPDATE overwrites; whole rows where a trigger may change more of them. */
export function updatedParts(node: UpdateStmt, losses: readonly Loss[], context: LossContext, names: ArchiveNames): KeptParts {
  const { scene, statement } = context
  const [loss] = losses
  const table = loss?.table
  if (!table) return { parts: [], locks: [], unfiltered: false }
  const key = keyOf(scene, table, loss.columns)
  const set = table.columns.filter((column) => loss.columns.includes(column.name))
  const columns = (hasRowTrigger(scene, table) ? storedColumns(table) : set).filter((column) => !key.includes(column))
  const query = chosenRowsSql(chosenRows(statement.text, 'UPDATE', node), [...key, ...columns])
  const part: ArchivePart = { name: names.next([table.name, loss.columns.join('_')]), kind: 'update', schema: table.schema, relation: table.name, table, key, columns, restore: 'update', query }
  return { parts: [part], locks: locksOf([table], [node], scene), unfiltered: false }
}

/** A trigger that runs before each updated row may change any of its columns. */
function hasRowTrigger({ before }: Scene, { fact }: TableNow): boolean {
  return before.children(fact.id, 'trigger').some((trigger) => /^BEFORE .*\bUPDATE\b/.test(requiredText(trigger, 'event')) && trigger.data['enabled'] !== 'disabled')
}

/** Writers of the tables that lose rows, and of those that the condition reads, wait until it is done. */
function locksOf(tables: readonly TableNow[], nodes: readonly object[], scene: Scene): Locks[] {
  const written = [...new Set(tables.map(({ relation }) => relation))]
  const read = new Set<string>()
  const ctes = new Set(findNodes(nodes as Node[], 'CommonTableExpr').map(({ ctename }) => ctename))
  walk(nodes, (key, child) => {
    const { relname, schemaname } = child as { relname?: string; schemaname?: string }
    if ((key !== 'RangeVar' && key !== 'relation') || relname === undefined || (schemaname === undefined && ctes.has(relname))) return
    const table = scene.table({ relname, ...(schemaname !== undefined && { schemaname }) })
    if (table && !written.includes(table.relation)) read.add(table.relation)
  })
  return [{ mode: 'SHARE ROW EXCLUSIVE', relations: written }, { mode: 'SHARE', relations: [...read] }]
}
