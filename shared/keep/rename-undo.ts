import type { Node, RangeVar } from '@pgsql/types'
import type { LintFile, LintStatement } from '../lint/rule.ts'
import { alteredTable, nodeAs, nodesAs, type AlterCommand } from '../sql/parse-tree.ts'
import { targetsOf } from '../sql/targets.ts'
import { schemaNamed } from './archive-parts.ts'
import { blockLines, findBlocks, insertBefore, replaceWith, type BlockHead } from './blocks.ts'
import type { Choice } from './choice.ts'
import { blockAround, refuse } from './keep-context.ts'
import type { Loss } from './losses/loss.ts'
import type { Aside } from './rename-table.ts'
import type { Scene } from './scene.ts'
import { constraintsOn } from './structure.ts'
import { endWithSemicolon, placeByOrder } from './undo-place.ts'
import { atEnd } from './write-undo.ts'

/** Renaming back stands where the undo made the thing anew; what it did to the new one is set aside as a comment. */
export async function replaceInUndo(choice: Choice, undo: LintFile | null, { down }: Aside, head: BlockHead): Promise<string> {
  const { losses, context } = choice
  const blocks = findBlocks(undo?.text ?? '')
  const statements = undo?.statements.filter((statement) => blockAround(blocks, statement) === undefined) ?? []
  const replaced: LintStatement[] = []
  for (const statement of statements) if (await isReplaced(statement, choice)) replaced.push(statement)
  const [first] = replaced
  if (!undo || !first) {
    const lines = blockLines(head, down)
    const relations = losses.flatMap(({ table }) => (table ? [`${table.schema}.${table.name}`] : []))
    const at = undo ? placeByOrder(undo, context, relations) : null
    return at === null ? atEnd(undo, lines) : insertBefore(undo?.text ?? '', at, lines)
  }
  let text = undo.text
  for (const statement of replaced.toReversed()) {
    const { end } = endWithSemicolon(undo.text, statement)
    text = replaceWith(text, statement.start, end, blockLines(head, statement === first ? down : [], undo.text.slice(statement.start, end)))
  }
  return text
}

async function isReplaced(statement: LintStatement, choice: Choice): Promise<boolean> {
  const { losses, context } = choice
  const [loss] = losses
  if (loss?.kind === 'drop_schema') {
    const names = losses.map(({ relation }) => schemaNamed(context.scene, relation))
    const targets = await targetsOf(statement.text)
    return names.includes(nodeAs(statement.node, 'CreateSchemaStmt')?.schemaname ?? '') || targets.some(({ schema }) => schema !== undefined && names.includes(schema))
  }
  if (loss?.kind === 'drop_column') return makesColumn(statement, loss, choice)
  return losses.some(({ table }) => table !== null && relationsMade(statement.node).some((relation) => context.scene.schemaOf(relation) === table.schema && belongs(relation.relname, table.name, context.scene, table.fact.id)))
}

/** The table itself, or a sequence that it owns. */
function belongs(name: string | undefined, table: string, { before }: Scene, id: string): boolean {
  return name === table || before.children(id, 'column').some((column) => before.get(`sequence:${column.path[0] ?? ''}.${name ?? ''}`)?.data['ownedBy'] === column.id)
}

/** The relation that a statement makes, fills, or gives a part. */
function relationsMade(node: Node | undefined): RangeVar[] {
  const tagged = nodeAs(node, 'CreateStmt') ?? nodeAs(node, 'IndexStmt') ?? nodeAs(node, 'AlterTableStmt') ?? nodeAs(node, 'CreateTrigStmt') ?? nodeAs(node, 'RuleStmt') ?? nodeAs(node, 'InsertStmt') ?? nodeAs(node, 'CopyStmt')
  const found = tagged?.relation ?? nodeAs(node, 'CreatePolicyStmt')?.table ?? nodeAs(node, 'CreateTableAsStmt')?.into?.rel ?? nodeAs(node, 'CreateSeqStmt')?.sequence ?? nodeAs(node, 'AlterSeqStmt')?.sequence
  return [...(found ? [found] : []), ...nodesAs(nodeAs(node, 'CreateStatsStmt')?.relations, 'RangeVar')]
}

/** Adds the column, fills it, or makes again what went along with it. */
function makesColumn({ node }: LintStatement, loss: Loss, choice: Choice): boolean {
  const { scene } = choice.context
  const { table } = loss
  const relation = relationsMade(node)[0] ?? nodeAs(node, 'UpdateStmt')?.relation
  if (!table || !relation || relation.relname !== table.name || scene.schemaOf(relation) !== table.schema) return false
  const along = wentAlong(loss, choice)
  const update = nodesAs(nodeAs(node, 'UpdateStmt')?.targetList, 'ResTarget')
  if (update.length > 0) return update.every(({ name }) => loss.columns.includes(name ?? ''))
  if (along.has(nodeAs(node, 'IndexStmt')?.idxname ?? '')) return true
  const commands = alteredTable(node, 'public')?.commands ?? []
  const makes = ({ subtype, name, column, constraint }: AlterCommand) => (subtype === 'AT_AddColumn' && loss.columns.includes(name ?? column?.colname ?? '')) || (subtype === 'AT_AddConstraint' && along.has(constraint?.conname ?? ''))
  if (!commands.some(makes)) return false
  if (!commands.every(makes)) throw refuse('The undo makes the column in a statement that does other things too: take that apart first.')
  return true
}

/** Indexes and constraints that DROP COLUMN takes along and renaming does not; those that a statement of the migration drops by itself are not among them. */
function wentAlong({ table, columns }: Loss, { context }: Choice): Set<string> {
  const { before } = context.scene
  const facts = (table?.columns ?? []).filter(({ name }) => columns.includes(name)).map(({ fact }) => fact)
  const ids = facts.flatMap((fact) => [...before.usedBy(fact.id), ...constraintsOn(before, fact.parent ?? '', fact.path.at(-1) ?? '')])
  const names = ids.flatMap((id) => before.get(id) ?? []).filter(({ kind }) => kind === 'index' || kind === 'constraint').map(({ path }) => path.at(-1) ?? '')
  const dropped = context.file.statements.map(({ text }) => text).filter((text) => /\bDROP\s+(INDEX|CONSTRAINT)\b/i.test(text))
  return new Set(names.filter((name) => !dropped.some((text) => text.includes(name))))
}
