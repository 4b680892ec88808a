import { quoteIdentifier } from '../sql/quote.ts'
import { archiveNamesIn, ArchiveNames } from './archive-name.ts'
import { archiveParts, type KeptParts } from './archive-parts.ts'
import { createArchiveSql, openArchiveSql, rowSecuritySql } from './archive.sql.ts'
import { blockLines, insertBefore, type BlockHead } from './blocks.ts'
import type { Choice } from './choice.ts'
import type { Kept } from './keep.ts'
import { writeUndo } from './write-undo.ts'

/** Copies what a statement destroys before it runs, and writes the undo that puts it back. */
export function archiveStatement(choice: Choice): Kept {
  const { context, losses, version, undo } = choice
  const { file, statement } = context
  const names = new ArchiveNames(version, file.script, [...archiveNamesIn(file.text), ...archiveNamesIn(undo?.text ?? '')])
  const kept = archiveParts(losses, context, names)
  const head = headOf(choice, 'archive')
  const copies = kept.parts.flatMap((part) => createArchiveSql(part, { version, script: file.script }))
  const statements = [...openArchiveSql(kept.locks, kept.unfiltered), ...copies, ...(kept.unfiltered ? [rowSecuritySql('on')] : [])]
  const written = writeUndo(choice, kept.parts, head)
  return { text: insertBefore(file.text, statement.start, blockLines(head, statements)), undo: written.text, notes: [...notesOf(choice, kept), ...written.notes] }
}

export function headOf({ id, losses }: Choice, way: BlockHead['way']): BlockHead {
  const [first] = losses
  return { id, way, kind: first?.kind ?? 'drop_other', relation: first?.relation ?? '?', columns: (first?.columns ?? []).map(quoteIdentifier) }
}

function notesOf({ context, losses }: Choice, { parts }: KeptParts): string[] {
  const writes = losses.some(({ kind }) => kind === 'update' || kind === 'delete')
  const triggers = writes ? [...new Set(parts.flatMap(({ table }) => (table ? context.scene.before.children(table.fact.id, 'trigger') : [])).filter(({ data }) => String(data['event']).startsWith('AFTER ')).map(({ path }) => path.at(-1)))] : []
  return triggers.length === 0 ? [] : [`What the trigger ${triggers.join(', ')} writes elsewhere is not kept.`]
}
