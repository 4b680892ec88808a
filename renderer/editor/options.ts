import type { editor } from 'monaco-editor/editor'

/** Family and size of code; the same as the tokens `--mono` and `--fs-s`. */
export const codeFont = '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, "Noto Sans Mono CJK SC", monospace'

/** Common to every view. Tab leaves the editor, as a reader without a mouse needs it. */
export const viewOptions = {
  readOnly: true,
  domReadOnly: true,
  tabFocusMode: true,
  automaticLayout: true,
  fontFamily: codeFont,
  fontSize: 12,
  lineHeight: 20,
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  folding: false,
  glyphMargin: false,
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 14,
  renderLineHighlight: 'none',
  renderWhitespace: 'selection',
  occurrencesHighlight: 'off',
  selectionHighlight: false,
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  guides: { indentation: false },
  matchBrackets: 'near',
  renderFinalNewline: 'off',
  padding: { top: 8, bottom: 12 },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  fixedOverflowWidgets: true,
  contextmenu: true,
  links: false,
  stickyScroll: { enabled: false },
  smoothScrolling: false,
} satisfies editor.IEditorOptions & editor.IGlobalEditorOptions

/** For a text that is written. Tab indents; Ctrl+M lets it leave, as Monaco's help says. */
export const editOptions = {
  ...viewOptions,
  readOnly: false,
  domReadOnly: false,
  tabFocusMode: false,
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: true,
  lineNumbersMinChars: 3,
  renderLineHighlight: 'none',
  quickSuggestions: { other: true, comments: false, strings: false },
  suggestOnTriggerCharacters: true,
  wordBasedSuggestions: 'off',
  acceptSuggestionOnCommitCharacter: false,
  acceptSuggestionOnEnter: 'on',
  tabCompletion: 'off',
  suggest: { showStatusBar: false, preview: false, showIcons: true },
  lightbulb: { enabled: 'on' as editor.ShowLightbulbIconMode },
  inlayHints: { enabled: 'off' },
  parameterHints: { enabled: false },
} satisfies editor.IEditorOptions & editor.IGlobalEditorOptions & { tabSize: number; insertSpaces: boolean; detectIndentation: boolean }
