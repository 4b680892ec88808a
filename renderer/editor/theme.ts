import type { editor } from 'monaco-editor/editor'
import type { Monaco } from './monaco.ts'

export type Scheme = 'light' | 'dark'

/** A colour of the design tokens by the name of its custom property, as Monaco wants it. */
export type ReadToken = (property: string) => string

export const themeName = (scheme: Scheme): string => `strata-${scheme}`

/** Monaco takes no `var(...)`, so the tokens of the theme on screen are read and handed over as hexadecimal colours. */
export function themeFrom(scheme: Scheme, read: ReadToken): editor.IStandaloneThemeData {
  const rule = (token: string, property: string): editor.ITokenThemeRule => ({ token, foreground: read(property).slice(1) })
  return {
    base: scheme === 'dark' ? 'vs-dark' : 'vs',
    inherit: false,
    rules: [
      rule('', '--code'),
      rule('keyword', '--kw'),
      rule('type', '--ty'),
      rule('string', '--str'),
      rule('string.tag', '--com'),
      rule('comment', '--com'),
      rule('number', '--ty'),
      rule('variable', '--ty'),
      rule('metacommand', '--bad'),
    ],
    colors: editorColours(read),
  }
}

function editorColours(read: ReadToken): editor.IColors {
  const faint = (property: string, alpha: string) => read(property) + alpha
  return {
    'editor.background': read('--panel'),
    'editor.foreground': read('--code'),
    'editorGutter.background': read('--panel'),
    'editorLineNumber.foreground': read('--ink3'),
    'editorLineNumber.activeForeground': read('--ink3'),
    'editor.lineHighlightBackground': read('--raise'),
    'editor.lineHighlightBorder': '#00000000',
    'editor.selectionBackground': faint('--accent', '40'),
    'editor.inactiveSelectionBackground': faint('--accent', '26'),
    'editor.wordHighlightBackground': faint('--accent', '1f'),
    'editor.findMatchBackground': faint('--warn', '66'),
    'editor.findMatchHighlightBackground': faint('--warn', '33'),
    'editorBracketMatch.background': faint('--accent', '26'),
    'editorBracketMatch.border': '#00000000',
    'editorError.foreground': read('--bad'),
    'editorWarning.foreground': read('--warn'),
    ...writingColours(read),
    'editorWidget.background': read('--raise'),
    'editorWidget.foreground': read('--ink'),
    'editorWidget.border': read('--line2'),
    'editorHoverWidget.background': read('--raise'),
    'editorHoverWidget.border': read('--line2'),
    'input.background': read('--panel'),
    'input.foreground': read('--ink'),
    'input.border': read('--line2'),
    'focusBorder': read('--accent'),
    'diffEditor.insertedTextBackground': faint('--ok', '33'),
    'diffEditor.removedTextBackground': faint('--bad', '33'),
    'diffEditor.insertedLineBackground': read('--add'),
    'diffEditor.removedLineBackground': read('--del'),
    'diffEditorGutter.insertedLineBackground': read('--add'),
    'diffEditorGutter.removedLineBackground': read('--del'),
    'diffEditor.border': read('--line'),
    'diffEditor.diagonalFill': read('--line'),
    'diffEditor.unchangedRegionBackground': read('--raise'),
    'diffEditor.unchangedRegionForeground': read('--ink2'),
    'scrollbar.shadow': '#00000000',
    'scrollbarSlider.background': faint('--ink3', '40'),
    'scrollbarSlider.hoverBackground': faint('--ink3', '66'),
    'scrollbarSlider.activeBackground': faint('--ink3', '80'),
    'menu.background': read('--raise'),
    'menu.foreground': read('--ink'),
    'menu.selectionBackground': read('--accent-bg'),
    'menu.selectionForeground': read('--ink'),
  }
}

/** What floats while a text is written: suggestions, cures, findings. */
function writingColours(read: ReadToken): editor.IColors {
  return {
    'editorHoverWidget.foreground': read('--ink'),
    'editorHoverWidget.statusBarBackground': read('--bg'),
    'editorInfo.foreground': read('--accent'),
    'editorLightBulb.foreground': read('--warn'),
    'editorLightBulbAutoFix.foreground': read('--accent'),
    'editorCursor.foreground': read('--ink'),
    'editorSuggestWidget.background': read('--raise'),
    'editorSuggestWidget.foreground': read('--ink'),
    'editorSuggestWidget.border': read('--line2'),
    'editorSuggestWidget.selectedBackground': read('--accent-bg'),
    'editorSuggestWidget.selectedForeground': read('--ink'),
    'editorSuggestWidget.highlightForeground': read('--accent'),
    'editorSuggestWidget.focusHighlightForeground': read('--accent'),
    'editorActionList.background': read('--raise'),
    'editorActionList.foreground': read('--ink'),
    'editorActionList.focusBackground': read('--accent-bg'),
    'editorActionList.focusForeground': read('--ink'),
    'list.hoverBackground': read('--hover'),
    'list.focusBackground': read('--accent-bg'),
    'widget.shadow': '#00000033',
    'symbolIcon.fieldForeground': read('--ink2'),
    'symbolIcon.structForeground': read('--accent'),
    'symbolIcon.interfaceForeground': read('--vio'),
    'symbolIcon.functionForeground': read('--warn'),
    'symbolIcon.moduleForeground': read('--ink2'),
    'symbolIcon.keywordForeground': read('--kw'),
    'symbolIcon.typeParameterForeground': read('--ty'),
  }
}

/** Reads custom properties of an element; `probe` turns any CSS colour into `#rrggbb`. */
export function tokenReader(element: Element): ReadToken {
  const style = getComputedStyle(element)
  const probe = document.createElement('canvas').getContext('2d')
  return (property) => {
    if (!probe) return '#808080'
    probe.fillStyle = '#808080'
    probe.fillStyle = style.getPropertyValue(property).trim() || '#808080'
    return String(probe.fillStyle)
  }
}

export function applyTheme(monaco: Monaco, scheme: Scheme, root: Element): void {
  monaco.editor.defineTheme(themeName(scheme), themeFrom(scheme, tokenReader(root)))
  monaco.editor.setTheme(themeName(scheme))
}
