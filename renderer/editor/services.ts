import type { editor, IRange, languages, Position } from 'monaco-editor/editor'

/** An edit that a person may choose; offsets in UTF-16 units of the text as it is now. */
export interface TextFix {
  title: string
  edits: readonly { start: number; end: number; text: string }[]
  /** Called instead of the edit, where more than the text has to be done. */
  run?: () => void
}

export interface Suggestion {
  label: string
  /** Behind the label: the type of a column, the schema of a table. */
  detail?: string
  kind: 'table' | 'view' | 'column' | 'function' | 'schema' | 'type' | 'keyword'
  /** What is written; absent: the label. */
  text?: string
  /** Lower comes first. */
  rank: number
}

/** What a text can be asked for while it is edited. Offsets in UTF-16 units of the text with LF. */
export interface TextServices {
  fixes?: (from: number, to: number) => readonly TextFix[]
  complete?: (text: string, offset: number) => Promise<readonly Suggestion[]>
  /** Markdown. */
  hover?: (text: string, offset: number) => Promise<string | undefined>
}

const services = new Map<string, TextServices>()

/** Sets what a text can be asked for; returns what takes it away again. */
export function offer(model: editor.ITextModel, given: TextServices): () => void {
  const key = model.uri.toString()
  services.set(key, given)
  return () => {
    if (services.get(key) === given) services.delete(key)
  }
}

export const runFix = 'strata.runFix'

/** Monaco asks by language; each text answers for itself. */
export function registerServices(registry: typeof languages): void {
  registry.registerCodeActionProvider('pgsql', { provideCodeActions: (model, range, context) => ({ actions: actionsAt(model, range, context.markers), dispose: () => {} }) })
  registry.registerCompletionItemProvider('pgsql', {
    triggerCharacters: ['.'],
    provideCompletionItems: async (model, position) => ({ suggestions: await suggestionsAt(registry, model, position) }),
  })
  registry.registerHoverProvider('pgsql', {
    provideHover: async (model, position) => {
      const value = await services.get(model.uri.toString())?.hover?.(model.getValue(), model.getOffsetAt(position))
      return value === undefined ? null : { contents: [{ value }] }
    },
  })
}

function actionsAt(model: editor.ITextModel, range: IRange, markers: editor.IMarkerData[]): languages.CodeAction[] {
  const from = model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn })
  const to = model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn })
  return (services.get(model.uri.toString())?.fixes?.(from, to) ?? []).map((fix) => ({
    title: fix.title, kind: 'quickfix', diagnostics: markers,
    ...(fix.run ? { command: { id: runFix, title: fix.title, arguments: [fix.run] } } : { edit: { edits: fix.edits.map((edit) => ({ resource: model.uri, versionId: model.getVersionId(), textEdit: { range: rangeOf(model, edit), text: edit.text } })) } }),
  }))
}

export function rangeOf(model: editor.ITextModel, { start, end }: { start: number; end: number }): IRange {
  const from = model.getPositionAt(start)
  const to = model.getPositionAt(end)
  return { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column }
}

async function suggestionsAt(registry: typeof languages, model: editor.ITextModel, position: Position): Promise<languages.CompletionItem[]> {
  const found = (await services.get(model.uri.toString())?.complete?.(model.getValue(), model.getOffsetAt(position))) ?? []
  const word = model.getWordUntilPosition(position)
  const range = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn: word.startColumn, endColumn: word.endColumn }
  const kinds = registry.CompletionItemKind
  const kind = { table: kinds.Struct, view: kinds.Interface, column: kinds.Field, function: kinds.Function, schema: kinds.Module, type: kinds.TypeParameter, keyword: kinds.Keyword }
  return found.map((each) => ({
    label: each.detail === undefined ? each.label : { label: each.label, description: each.detail }, kind: kind[each.kind], insertText: each.text ?? each.label, filterText: each.label,
    sortText: `${String(each.rank).padStart(3, '0')}${each.label}`, range,
  }))
}
