import type { editor } from 'monaco-editor/editor'
import type { Monaco } from './monaco.ts'

interface OpenText {
  model: editor.ITextModel
  state: editor.ICodeEditorViewState | null
}

/** Texts that are edited, with their history and the place of the cursor, whether or not they are on the screen. */
const texts = new Map<string, OpenText>()

export function openText(monaco: Monaco, key: string, text: string): OpenText {
  const known = texts.get(key)
  if (known) return known
  const model = monaco.createText(text)
  model.setEOL(monaco.editor.EndOfLineSequence.LF)
  const opened = { model, state: null }
  texts.set(key, opened)
  return opened
}

/** Replaces what differs as one step that can be undone; false: the text is not open. */
export function replaceText(key: string, text: string): boolean {
  const model = texts.get(key)?.model
  if (!model) return false
  const before = model.getValue()
  if (before === text) return true
  const { start, end, insert } = difference(before, text)
  const from = model.getPositionAt(start)
  const to = model.getPositionAt(end)
  model.pushStackElement()
  model.pushEditOperations([], [{ range: { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column }, text: insert }], () => null)
  model.pushStackElement()
  return true
}

/** Forgets a text and its history. */
export function closeText(key: string): void {
  texts.get(key)?.model.dispose()
  texts.delete(key)
}

/** The one stretch in which two texts differ. */
export function difference(before: string, after: string): { start: number; end: number; insert: string } {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let same = 0
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1
  return { start, end: before.length - same, insert: after.slice(start, after.length - same) }
}
