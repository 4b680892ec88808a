import type { editor, IDisposable } from 'monaco-editor/editor'
import { markProblem, showLines } from './decorations.ts'
import { openText, replaceText } from './documents.ts'
import type { Monaco } from './monaco.ts'
import { editOptions } from './options.ts'
import { offer, rangeOf, type TextServices } from './services.ts'
import type { StatementLine, TextMark, TextProblem } from './statement-line.ts'

export interface EditContent {
  /** Name under which the text and its history are kept. */
  document: string
  /** What it says when it is opened; later changes come through `replaceText`. */
  text: string
  /** Name for screen readers. */
  label: string
  readOnly: boolean
  lines: readonly StatementLine[]
  marks: readonly TextMark[]
  problem: TextProblem | undefined
  services: TextServices
}

export interface EditHandle {
  focus: () => void
  /** Puts the cursor there and brings it into view. */
  reveal: (offset: number) => void
  /** Where the cursor is. */
  offset: () => number
  apply: (edits: readonly { start: number; end: number; text: string }[]) => void
}

/** An editor in an element, told what to show as a whole; it works out what changed. */
export class EditSurface {
  readonly #monaco: Monaco
  readonly #view: editor.IStandaloneCodeEditor
  readonly #onChange: (text: string) => void
  #shown: EditContent | undefined
  #listening: IDisposable | undefined
  #removeLines = () => {}
  #removeMark = () => {}
  #withdraw = () => {}

  constructor(monaco: Monaco, host: HTMLElement, onChange: (text: string) => void) {
    this.#monaco = monaco
    this.#onChange = onChange
    this.#view = monaco.editor.create(host, { ...editOptions, model: null })
  }

  show(content: EditContent): void {
    const before = this.#shown
    this.#shown = content
    const other = before?.document !== content.document
    if (other) this.#open(content, before)
    if (before?.label !== content.label || before.readOnly !== content.readOnly) this.#view.updateOptions({ ariaLabel: content.label, readOnly: content.readOnly, domReadOnly: content.readOnly })
    if (other || before.lines !== content.lines || before.problem !== content.problem) {
      this.#removeLines()
      this.#removeLines = showLines(this.#view, content.lines, content.problem)
    }
    if (other || before.problem !== content.problem) {
      this.#removeMark()
      this.#removeMark = markProblem(this.#view, content.problem)
    }
    if (other || before.marks !== content.marks) this.#mark(content.marks)
    if (other || before.services !== content.services) this.#offer(content.services)
  }

  get handle(): EditHandle {
    const view = this.#view
    return {
      focus: () => view.focus(),
      reveal: (offset) => {
        const position = view.getModel()?.getPositionAt(offset)
        if (!position) return
        view.setPosition(position)
        view.revealPositionInCenterIfOutsideViewport(position)
      },
      offset: () => {
        const position = view.getPosition()
        return position ? (view.getModel()?.getOffsetAt(position) ?? 0) : 0
      },
      apply: (edits) => {
        const model = view.getModel()
        if (!model) return
        view.pushUndoStop()
        view.executeEdits('strata', edits.map((edit) => ({ range: rangeOf(model, edit), text: edit.text, forceMoveMarkers: true })))
        view.pushUndoStop()
      },
    }
  }

  #open(content: EditContent, before: EditContent | undefined): void {
    this.#leave(before)
    const { model, state } = openText(this.#monaco, content.document, content.text)
    replaceText(content.document, content.text)
    this.#view.setModel(model)
    if (state) this.#view.restoreViewState(state)
    this.#listening = model.onDidChangeContent(() => this.#onChange(model.getValue()))
  }

  /** Keeps the place of the cursor, and takes along what belongs to this view only. */
  #leave(content: EditContent | undefined): void {
    this.#listening?.dispose()
    this.#removeLines()
    this.#removeMark()
    this.#withdraw()
    this.#removeLines = this.#removeMark = this.#withdraw = () => {}
    const model = this.#view.getModel()
    if (!content || !model) return
    if (!model.isDisposed()) this.#monaco.editor.setModelMarkers(model, 'strata', [])
    openText(this.#monaco, content.document, content.text).state = this.#view.saveViewState()
  }

  #mark(marks: readonly TextMark[]): void {
    const model = this.#view.getModel()
    if (!model) return
    const { MarkerSeverity, editor } = this.#monaco
    const severities = { error: MarkerSeverity.Error, warning: MarkerSeverity.Warning, info: MarkerSeverity.Info }
    editor.setModelMarkers(model, 'strata', marks.map(({ severity, message, code, ...place }) => ({ ...rangeOf(model, place), severity: severities[severity], message, code })))
  }

  #offer(services: TextServices): void {
    this.#withdraw()
    const model = this.#view.getModel()
    this.#withdraw = model ? offer(model, services) : () => {}
  }

  dispose(): void {
    this.#leave(this.#shown)
    this.#view.dispose()
  }
}
