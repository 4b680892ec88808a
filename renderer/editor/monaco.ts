/**
 * Monaco with what a reader and writer of SQL needs and nothing else. Only `load-monaco.ts` imports this file, and only
 * dynamically: it is the largest chunk of the renderer.
 */
import * as monaco from 'monaco-editor/editor'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/caretOperations/register'
import 'monaco-editor/features/codeAction/register'
import 'monaco-editor/features/codeEditor/register'
import 'monaco-editor/features/codicon/register'
import 'monaco-editor/features/comment/register'
import 'monaco-editor/features/contextmenu/register'
import 'monaco-editor/features/diffEditor/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/folding/register'
import 'monaco-editor/features/gotoLine/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/indentation/register'
import 'monaco-editor/features/lineSelection/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/longLinesHelper/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/snippet/register'
import 'monaco-editor/features/suggest/register'
import 'monaco-editor/features/toggleTabFocusMode/register'
import 'monaco-editor/features/unicodeHighlighter/register'
import 'monaco-editor/features/wordHighlighter/register'
import 'monaco-editor/features/wordOperations/register'
import { registerServices, runFix } from './services.ts'
import { pgsqlConfiguration, pgsqlGrammar } from './pgsql-grammar.ts'

self.MonacoEnvironment = { getWorker: () => new Worker(new URL('./editor-worker.ts', import.meta.url), { type: 'module', name: 'editor' }) }

monaco.languages.register({ id: 'pgsql', extensions: ['.sql'], aliases: ['PostgreSQL'] })
monaco.languages.setLanguageConfiguration('pgsql', pgsqlConfiguration)
monaco.languages.setMonarchTokensProvider('pgsql', pgsqlGrammar)
registerServices(monaco.languages)
monaco.editor.registerCommand(runFix, (_accessor: unknown, run: () => void) => run())

/** A text to show; the colours of brackets would say nothing here. */
export function createText(text: string): monaco.editor.ITextModel {
  const model = monaco.editor.createModel(text, 'pgsql')
  model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } })
  return model
}

export { monaco }
/** The editor's module, with what it is asked for here. */
export type Monaco = typeof monaco & { createText: typeof createText }
