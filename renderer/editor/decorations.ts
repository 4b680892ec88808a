import type { editor } from 'monaco-editor/editor'
import type { Monaco } from './monaco.ts'
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

/** Underlines the place of the problem and brings it into view. */
export function markProblem(monaco: Monaco, view: editor.ICodeEditor, problem: TextProblem | undefined): void {
  const model = view.getModel()
  if (!model) return
  monaco.editor.setModelMarkers(model, 'run', problem ? [marker(monaco, model, problem)] : [])
  if (problem) view.revealPositionInCenter({ lineNumber: clampLine(model, problem.line), column: problem.column ?? 1 })
}

function clampLine(model: editor.ITextModel, line: number): number {
  return Math.min(Math.max(1, line), model.getLineCount())
}

function marker(monaco: Monaco, model: editor.ITextModel, problem: TextProblem): editor.IMarkerData {
  const line = clampLine(model, problem.line)
  const first = problem.column ?? (model.getLineFirstNonWhitespaceColumn(line) || 1)
  const word = problem.column === undefined ? null : model.getWordAtPosition({ lineNumber: line, column: first })
  const end = word?.endColumn ?? (problem.column === undefined ? model.getLineMaxColumn(line) : first + 1)
  return {
    severity: monaco.MarkerSeverity.Error, message: problem.message,
    startLineNumber: line, startColumn: first, endLineNumber: line, endColumn: Math.max(end, first + 1),
  }
}
