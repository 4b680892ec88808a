import type { LintFile, LintStatement } from '../lint/rule.ts'
import { alteredTable, nodeAs, nodesAs, walk } from '../sql/parse-tree.ts'
import { skipBlank } from '../sql/lexer.ts'
import { findBlocks } from './blocks.ts'
import type { Loss, LossContext } from './losses/loss.ts'
import type { Scene, TableNow } from './scene.ts'

/** Where in an undo the rows of a statement can go back. */
export interface UndoPlace {
  /** Statements that bring the structure back, in the order of the text; empty: the undo lacks them. */
  readonly structure: readonly LintStatement[]
  /** Columns that each of them adds. */
  readonly added: ReadonlyMap<LintStatement, readonly string[]>
  /** What of the structure is missing. */
  readonly missing: readonly Loss[]
}

const sameTable = (schema: string, name: string, relation: { schemaname?: string; relname?: string } | undefined, scene: Scene) =>
  relation?.relname === name && scene.schemaOf(relation) === schema

/** Looks in an undo for what brings a dropped table, a dropped column or a former type back. */
export function findStructure({ text, statements }: LintFile, losses: readonly Loss[], context: LossContext, tables: readonly { schema: string; name: string }[]): UndoPlace {
  const { scene } = context
  const blocks = findBlocks(text)
  const open = statements.filter((one) => !blocks.some((block) => inside(one, block)))
  const structure = new Set<LintStatement>()
  const added = new Map<LintStatement, string[]>()
  const missing = losses.filter((loss) => {
    const found = loss.kind === 'drop_schema' || loss.kind === 'drop_table' ? creating(open, loss.table ? [loss.table] : tables, scene) : altering(open, loss, scene, added)
    for (const statement of found ?? []) structure.add(statement)
    return found === null
  })
  const inText = [...structure].toSorted((a, b) => a.start - b.start)
  return { structure: inText, added, missing }
}

/** Statements that make all these tables, and columns of them; null: one is not made. */
function creating(statements: readonly LintStatement[], tables: readonly { schema: string; name: string }[], scene: Scene): LintStatement[] | null {
  const found: LintStatement[] = []
  for (const { schema, name } of tables) {
    const made = statements.filter(({ node }) => sameTable(schema, name, nodeAs(node, 'CreateStmt')?.relation ?? nodeAs(node, 'CreateTableAsStmt')?.into?.rel, scene))
    if (made.length === 0) return null
    const altered = statements.filter(({ node }) => {
      const table = alteredTable(node, 'public')
      return table !== undefined && sameTable(schema, name, table.relation, scene) && table.commands.some(({ subtype }) => subtype === 'AT_AddColumn' || subtype === 'AT_AddIdentity' || subtype === 'AT_AttachPartition')
    })
    found.push(...made, ...altered)
  }
  return found
}

/** Statements that add the dropped columns, or give columns another type. */
function altering(statements: readonly LintStatement[], { kind, table, columns }: Loss, scene: Scene, added: Map<LintStatement, string[]>): LintStatement[] | null {
  if (!table || (kind !== 'drop_column' && kind !== 'narrowing_type')) return []
  const wanted = kind === 'drop_column' ? 'AT_AddColumn' : 'AT_AlterColumnType'
  const found: LintStatement[] = []
  const open = new Set(columns)
  for (const statement of statements) {
    if (open.size < columns.length && fills(statement, table, columns, scene)) found.push(statement)
    const altered = alteredTable(statement.node, 'public')
    if (!altered || !sameTable(table.schema, table.name, altered.relation, scene)) continue
    const names = altered.commands.filter(({ subtype }) => subtype === wanted).map(({ name, column }) => name ?? column?.colname ?? '').filter((name) => columns.includes(name))
    if (names.length === 0) continue
    found.push(statement)
    if (kind === 'drop_column') added.set(statement, [...(added.get(statement) ?? []), ...names])
    for (const name of names) open.delete(name)
  }
  return open.size === 0 ? found : null
}

/** The author's own attempt to fill the column: the rows go in behind it. */
function fills({ node }: LintStatement, { schema, name }: TableNow, columns: readonly string[], scene: Scene): boolean {
  const update = nodeAs(node, 'UpdateStmt')
  return update !== undefined && sameTable(schema, name, update.relation, scene) && nodesAs(update.targetList, 'ResTarget').some((target) => columns.includes(target.name ?? ''))
}

/** End of a statement with its semicolon, if it has one. */
export function endWithSemicolon(text: string, { end }: { end: number }): { end: number; closed: boolean } {
  const at = skipBlank(text, end)
  return text[at] === ';' ? { end: at + 1, closed: true } : { end, closed: false }
}

/**
 * Where data goes back that needs no structure: an undo goes the other way round, so as many of its steps on the same tables come first as
 * the migration has behind the statement. null: at the end.
 */
export function placeByOrder(undo: LintFile, context: LossContext, relations: readonly string[]): number | null {
  const { file, statement, scene } = context
  const blocks = findBlocks(undo.text)
  const kept = new Set(blocks.map(({ id }) => id))
  const own = findBlocks(file.text)
  const keptBehind = own.filter(({ id, start }) => kept.has(id) && start > statement.start).length
  const changed = file.statements.filter((one) => one.start > statement.start && changesSchema(one) && touches(one, relations, scene) && !own.some((block) => inside(one, block))).length
  const units = [...blocks.map(({ start, end }) => ({ start, end })), ...undo.statements.filter((one) => touches(one, relations, scene) && !blocks.some((block) => inside(one, block)))].toSorted((a, b) => a.start - b.start)
  return units[keptBehind + changed]?.start ?? null
}

const inside = (statement: { start: number }, block: { start: number; end: number }) => statement.start >= block.start && statement.start < block.end

function changesSchema({ command }: LintStatement): boolean {
  return /^(ALTER|CREATE|DROP)\b/.test(command)
}

function touches({ node }: LintStatement, relations: readonly string[], scene: Scene): boolean {
  let found = false
  walk({ node }, (_, child) => {
    const { relname, schemaname } = child as { relname?: string; schemaname?: string }
    if (typeof relname === 'string' && relations.includes(`${schemaname ?? scene.schemaOf({})}.${relname}`)) found = true
  })
  return found
}
