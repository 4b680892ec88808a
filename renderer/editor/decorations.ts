import type { editor } from 'monaco-editor/editor'
import { mergeByLine, type StatementLine, type TextProblem } from './statement-line.ts'
import styles from './editor.module.css'

const zoneHeight = 22

/** Puts a line above each statement, and one below the line of the problem; returns what takes them away again. */
export function showLines(view: editor.ICodeEditor, lines: readonly StatementLine[], problem: TextProblem | undefined): () => void {
  const ids: string[] = []
  view.changeViewZones((zones) => {
    for (const line of mergeByLine(lines)) {
      ids.push(zones.addZone({ afterLineNumber: line.line - 1, heightInPx: zoneHeight, domNode: lineNode(line), ordinal: 1 }))
    }
    if (problem) ids.push(zones.addZone({ afterLineNumber: problem.line, heightInPx: problemHeight(problem), domNode: problemNode(problem), ordinal: 2 }))
  })
  return () => view.changeViewZones((zones) => ids.forEach((id) => zones.removeZone(id)))
}

function lineNode(line: StatementLine): HTMLElement {
  const words = element('div', styles.line)
  words.dataset['tone'] = line.tone
  if (line.old) words.dataset['old'] = 'true'
  words.append(element('b', '', line.title))
  if (line.facts.length > 0) words.append(element('span', '', line.facts.join(' · ')))
  return zoneNode(words)
}

const problemHeight = (problem: TextProblem): number => problem.message.split('\n').length * 18 + 8

function problemNode(problem: TextProblem): HTMLElement {
  const words = element('div', styles.problem)
  words.append(element('span', '', problem.message))
  return zoneNode(words)
}

/** Monaco sets the layout of the node that it is given; ours stands inside. */
function zoneNode(words: HTMLElement): HTMLElement {
  const node = element('div', undefined)
  node.append(words)
  return node
}

function element(tag: string, className: string | undefined, text = ''): HTMLElement {
  const node = document.createElement(tag)
  if (className) node.className = className
  node.textContent = text
  return node
}

/** Underlines the place of the problem and brings it into view; returns what takes the line away again. */
export function markProblem(view: editor.ICodeEditor, problem: TextProblem | undefined): () => void {
  const model = view.getModel()
  if (!model || !problem) return () => {}
  const range = placeOf(model, problem)
  view.revealPositionInCenter({ lineNumber: range.startLineNumber, column: range.startColumn })
  const marks = view.createDecorationsCollection([{ range, options: { inlineClassName: styles.place ?? null, hoverMessage: { value: problem.message } } }])
  return () => marks.clear()
}

/** The word at the place, or the whole line where only the line is known. */
function placeOf(model: editor.ITextModel, { line, column }: TextProblem) {
  const lineNumber = Math.min(Math.max(1, line), model.getLineCount())
  const first = column ?? (model.getLineFirstNonWhitespaceColumn(lineNumber) || 1)
  const word = column === undefined ? null : model.getWordAtPosition({ lineNumber, column: first })
  const end = word?.endColumn ?? (column === undefined ? model.getLineMaxColumn(lineNumber) : first + 1)
  return { startLineNumber: lineNumber, startColumn: first, endLineNumber: lineNumber, endColumn: Math.max(end, first + 1) }
}
