import { mayLose } from '../../kinds/column/types.ts'
import type { AlterCommand, AlteredTable } from '../../sql/parse-tree.ts'
import { typeText } from '../../sql/parse-type.ts'
import type { ColumnNow, TableNow } from '../scene.ts'
import { inheriting, keyOf } from '../table-facts.ts'
import { archiveProblem } from './loss-drop.ts'
import { offer, scriptProblem, type Loss, type LossContext } from './loss.ts'

/** What ALTER TABLE takes: dropped columns, and values that a new type may not hold. */
export function lossesOfAlter(altered: AlteredTable, context: LossContext): Loss[] {
  const table = context.scene.table(altered.relation)
  if (!table) return []
  const dropped = altered.commands.filter(({ subtype }) => subtype === 'AT_DropColumn').flatMap(({ name }) => columnNamed(table, name) ?? []).filter(({ generated }) => !generated)
  const narrowed = altered.commands.flatMap((command) => narrowedBy(command, table) ?? [])
  const cascade = altered.commands.some(({ command }) => command.behavior === 'DROP_CASCADE')
  return [
    ...(dropped.length > 0 ? [{ kind: 'drop_column' as const, table, relation: table.relation, columns: dropped.map(({ name }) => name), ...offer(valuesProblem(table, dropped, context), renameProblem(table, dropped, altered, cascade, context)) }] : []),
    ...(narrowed.length > 0 ? [{ kind: 'narrowing_type' as const, table, relation: table.relation, columns: narrowed.map(({ name }) => name), ...offer(valuesProblem(table, narrowed, context), 'A column whose type changes is not set aside by renaming.') }] : []),
  ]
}

const columnNamed = (table: TableNow, name: string | undefined) => table.columns.find((column) => column.name === name)

const whole = new Set(['smallint', 'integer', 'bigint'])

/** The column, if the new type may not hold its values as they are. A number that does not fit an integer makes the statement fail, and nothing is lost. */
function narrowedBy({ subtype, name, column }: AlterCommand, table: TableNow): ColumnNow | undefined {
  const old = subtype === 'AT_AlterColumnType' ? columnNamed(table, name) : undefined
  if (!old || old.generated) return undefined
  const to = typeText(column?.typeName)
  if (column?.raw_default !== undefined) return old
  if (old.type === to || old.type.endsWith(`.${to}`) || (whole.has(old.type) && whole.has(to))) return undefined
  return mayLose(old.type, to) ? old : undefined
}

/** Why values of columns cannot be copied with a key that finds their rows again. */
export function valuesProblem(table: TableNow, columns: readonly ColumnNow[], context: LossContext): string | null {
  const problem = archiveProblem(table, context)
  if (problem !== null) return problem
  const key = keyOf(context.scene, table, columns.map(({ name }) => name))
  return key.length > 0 ? null : `${table.relation} has no primary key${keyOf(context.scene, table).length > 0 ? ' beside what changes' : ''}, so that archived values could not find their rows again.`
}

function renameProblem(table: TableNow, columns: readonly ColumnNow[], altered: AlteredTable, cascade: boolean, context: LossContext): string | null {
  const problem = scriptProblem(context)
  if (problem !== null) return problem
  if (altered.commands.length > columns.length) return 'A column is set aside by renaming only where its statement does nothing else: take the statement apart first.'
  if (inheriting(context.scene.before, table.fact).length > 0) return `${table.relation} is part of an inheritance tree, and its columns are not set aside by renaming.`
  const key = keyOf(context.scene, table)
  const inKey = columns.find((column) => key.some(({ name }) => name === column.name))
  if (inKey) return `${inKey.name} is part of a key and must not be null, so that no row could be inserted while it is set aside.`
  const users = cascade ? columns.flatMap(({ fact }) => context.scene.before.usedBy(fact.id)).filter((id) => !partOf(id, table, context)) : []
  return users.length === 0 ? null : `What uses the column would go on using it under its new name (${users.slice(0, 3).map((id) => id.replace(/^[^:@]*[:@]/, '')).join(', ')}): drop that first, in a statement of its own.`
}

function partOf(id: string, table: TableNow, { scene }: LossContext): boolean {
  return scene.before.get(id)?.parent === table.fact.id
}
