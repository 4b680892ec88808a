import type { editor } from 'monaco-editor/editor'
import { markProblem, showLines } from './decorations.ts'
import type { Monaco } from './monaco.ts'
import { viewOptions } from './options.ts'
import type { StatementLine, TextProblem } from './statement-line.ts'

export interface SqlContent {
  text: string
  /** Name for screen readers: what this text is. */
  label: string
  lines: readonly StatementLine[]
  problem: TextProblem | undefined
}

/** A read-only editor in an element, told what to show as a whole; it works out what changed. */
export class SqlSurface {
  readonly #monaco: Monaco
  readonly #view: editor.IStandaloneCodeEditor
  #shown: SqlContent | undefined
  #removeLines = () => {}
  #removeMark = () => {}

  constructor(monaco: Monaco, host: HTMLElement) {
    this.#monaco = monaco
    this.#view = monaco.editor.create(host, { ...viewOptions, model: null })
  }

  show(content: SqlContent): void {
    const before = this.#shown
    this.#shown = content
    const newText = before?.text !== content.text
    if (newText) this.#setText(content.text)
    if (before?.label !== content.label) this.#view.updateOptions({ ariaLabel: content.label })
    if (newText || before?.lines !== content.lines || before.problem !== content.problem) this.#redraw(content)
    if (newText || before?.problem !== content.problem) this.#remark(content)
  }

  #setText(text: string): void {
    this.#removeLines = () => {}
    const old = this.#view.getModel()
    this.#view.setModel(this.#monaco.createText(text))
    old?.dispose()
  }

  #redraw(content: SqlContent): void {
    this.#removeLines()
    this.#removeLines = showLines(this.#view, content.lines, content.problem)
  }

  #remark(content: SqlContent): void {
    this.#removeMark()
    this.#removeMark = markProblem(this.#view, content.problem)
  }

  dispose(): void {
    const model = this.#view.getModel()
    this.#view.dispose()
    model?.dispose()
  }
}
