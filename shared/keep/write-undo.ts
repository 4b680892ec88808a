import { usingText } from '../kinds/column/types.ts'
import { factId, type FactId } from '../schema/fact.ts'
import { alteredTable } from '../sql/parse-tree.ts'
import { typeText } from '../sql/parse-type.ts'
import { quoteIdentifier } from '../sql/quote.ts'
import type { LintFile, LintStatement } from '../lint/rule.ts'
import type { ArchivePart } from './archive-part.ts'
import { schemaNamed } from './archive-parts.ts'
import { blockLines, findBlocks, insertAfter, insertBefore, replaceWith, type BlockHead } from './blocks.ts'
import type { Choice } from './choice.ts'
import { loosen, type Loosened } from './loosen.ts'
import type { Loss } from './losses/loss.ts'
import { restoreSql } from './restore.ts'
import { alterColumnSql, columnTypeSql } from './restore.sql.ts'
import { schemaMembers, structureOf } from './structure.ts'
import { endWithSemicolon, findStructure, placeByOrder, type UndoPlace } from './undo-place.ts'

export interface WrittenUndo {
  readonly text: string
  readonly notes: string[]
}

/** The undo with the statements that put the rows back, and the structure for them where it lacks that. */
export function writeUndo(choice: Choice, parts: readonly ArchivePart[], head: BlockHead): WrittenUndo {
  const { undo, losses, context } = choice
  const needing = losses.filter(({ kind }) => kind === 'drop_table' || kind === 'drop_column' || kind === 'drop_schema' || kind === 'narrowing_type')
  const place: UndoPlace = undo ? findStructure(undo, needing, context, parts.flatMap(({ table }) => table ?? [])) : { structure: [], added: new Map(), missing: needing }
  const own = ownStructure(choice, place.missing)
  const restored = (later: readonly string[]) => restoreSql(parts, context.scene, later)
  const base = undo?.text ?? ''
  if (place.structure.length > 0 && place.missing.length === 0) return { text: besideStructure(base, place, restored, head, parts), notes: notesOf(choice) }
  const lines = blockLines(head, [...own.first, ...restored(own.later), ...own.rest])
  const at = undo ? placeByOrder(undo, context, parts.flatMap(({ table }) => (table ? [`${table.schema}.${table.name}`] : []))) : null
  return { text: at === null ? atEnd(undo, lines) : insertBefore(base, at, lines), notes: [...notesOf(choice), ...partial(choice)] }
}

/** Behind the last statement, which gets the semicolon that it may lack, and the last block. */
export function atEnd(undo: LintFile | null, lines: readonly string[]): string {
  const text = undo?.text ?? ''
  const last = undo?.statements.at(-1)
  const block = findBlocks(text).at(-1)
  if (block && (!last || last.start < block.end)) return insertAfter(text, block.end, lines)
  if (!last) return insertAfter(text, text.length, lines)
  const { end, closed } = endWithSemicolon(text, last)
  return closed ? insertAfter(text, end, lines) : insertAfter(`${text.slice(0, end)};${text.slice(end)}`, end + 1, lines)
}

/** The structure is there: rows go behind it, and what would refuse empty columns behind the rows. */
function besideStructure(text: string, { structure, added }: UndoPlace, restored: (later: readonly string[]) => string[], head: BlockHead, parts: readonly ArchivePart[]): string {
  const relation = parts.find(({ table }) => table)?.table?.relation ?? ''
  const loosened = structure.map((statement) => ({ statement, ...loosen(statement.text, added.get(statement) ?? []) }))
  const later = loosened.flatMap((one) => laterSql(one, relation))
  const last = structure.at(-1)
  let written = text
  for (const { statement, sql } of loosened.toReversed()) {
    const behind = statement === last ? restored(later) : []
    if (sql === statement.text && behind.length === 0) continue
    const { end, closed } = endWithSemicolon(text, statement)
    if (sql !== statement.text) written = replaceWith(written, statement.start, end, blockLines(head, [sql, ...behind], text.slice(statement.start, end)))
    else written = closed ? insertAfter(written, end, blockLines(head, behind)) : insertAfter(`${written.slice(0, end)};${written.slice(end)}`, end + 1, blockLines(head, behind))
  }
  return written
}

const laterSql = ({ later }: Loosened, relation: string) => later.map(({ column, action }) => alterColumnSql(relation, column, action))

interface OwnStructure {
  readonly first: readonly string[]
  readonly later: readonly string[]
  readonly rest: readonly string[]
}

/** What the undo lacks, from the facts. */
function ownStructure({ context }: Choice, missing: readonly Loss[]): OwnStructure {
  const { scene } = context
  const types = missing.filter(({ kind }) => kind === 'narrowing_type').flatMap((loss) => formerTypes(loss, context.statement))
  const dropped = missing.filter(({ kind }) => kind !== 'narrowing_type')
  const roots = dropped.flatMap((loss): FactId[] => {
    if (loss.kind === 'drop_schema') return [factId('schema', [schemaNamed(scene, loss.relation)]), ...schemaMembers(scene.before, schemaNamed(scene, loss.relation))]
    if (loss.kind === 'drop_column') return (loss.table?.columns ?? []).filter(({ name }) => loss.columns.includes(name)).map(({ fact }) => fact.id)
    return loss.table ? [loss.table.fact.id] : []
  })
  if (roots.length === 0) return { first: types, later: [], rest: [] }
  const { first, rest } = structureOf(scene.before, roots)
  const columns = dropped.filter(({ kind }) => kind === 'drop_column')
  const loosened = first.map((sql) => loosen(sql, columns.flatMap((loss) => loss.columns)))
  const relation = columns[0]?.relation ?? ''
  return { first: [...types, ...loosened.map(({ sql }) => sql)], later: loosened.flatMap((one) => laterSql(one, relation)), rest }
}

function formerTypes({ table, columns, relation }: Loss, { node }: LintStatement): string[] {
  const commands = alteredTable(node, 'public')?.commands ?? []
  return (table?.columns ?? []).filter(({ name }) => columns.includes(name)).map((column) => {
    const given = commands.find(({ name, subtype }) => subtype === 'AT_AlterColumnType' && name === column.name)
    return columnTypeSql(relation, column, usingText(quoteIdentifier(column.name), typeText(given?.column?.typeName), column.type))
  })
}

function notesOf({ losses }: Choice): string[] {
  const required = losses.filter(({ kind }) => kind === 'drop_column').flatMap(({ table, columns }) => (table?.columns ?? []).filter((column) => columns.includes(column.name) && column.notNull).map(({ name }) => name))
  return required.length > 0 ? [`Rows that come after the migration have no value for ${required.join(', ')}: where there are some, the undo stops at SET NOT NULL, and nothing is changed.`] : []
}

/** An undo that was empty holds only what this statement needs. */
function partial({ undo, context }: Choice): string[] {
  return undo === null && context.file.statements.length > 1 ? ['The undo is new and holds only what this statement needs: add what undoes the other statements.'] : []
}
