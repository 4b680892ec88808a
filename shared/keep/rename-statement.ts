import { nodeAs } from '../sql/parse-tree.ts'
import { archiveNamesIn, ArchiveNames } from './archive-name.ts'
import { headOf } from './archive-statement.ts'
import { blockLines, replaceWith } from './blocks.ts'
import type { Choice } from './choice.ts'
import { refuse } from './keep-context.ts'
import type { Kept } from './keep.ts'
import { columnsAside, schemaAside } from './rename-parts.ts'
import { tablesAside, type Aside } from './rename-table.ts'
import { replaceInUndo } from './rename-undo.ts'
import { endWithSemicolon } from './undo-place.ts'

/** Puts renaming in the place of a statement that drops something, and renaming back into the undo. */
export async function renameStatement(choice: Choice): Promise<Kept> {
  const { context, undo } = choice
  const { file, statement } = context
  const head = headOf(choice, 'rename')
  const aside = asideOf(choice)
  const { end } = endWithSemicolon(file.text, statement)
  const text = replaceWith(file.text, statement.start, end, blockLines(head, aside.up, file.text.slice(statement.start, end)))
  return { text, undo: await replaceInUndo(choice, undo, aside, head), notes: [...aside.notes] }
}

function asideOf(choice: Choice): Aside {
  const { context, losses, version, undo } = choice
  const { file, statement } = context
  const names = new ArchiveNames(version, file.script, [...archiveNamesIn(file.text), ...archiveNamesIn(undo?.text ?? '')])
  const [loss] = losses
  if (loss?.kind === 'drop_table') return tablesAside(losses, context, names, { version, script: file.script })
  if (loss?.kind === 'drop_column') return columnsAside(loss, version ?? '')
  if (loss?.kind === 'drop_schema' && nodeAs(statement.node, 'DropStmt')) return schemaAside(losses, context.scene, version ?? '')
  throw refuse('Only tables, columns and schemas that are dropped can be set aside by renaming.')
}
