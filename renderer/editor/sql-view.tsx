import type { editor } from 'monaco-editor/editor'
import { useEffect, useRef, useState } from 'react'
import { markProblem, showLines } from './decorations.ts'
import { EditorFrame } from './editor-frame.tsx'
import { viewOptions } from './options.ts'
import type { StatementLine, TextProblem } from './statement-line.ts'
import { useMonaco } from './use-monaco.ts'

interface SqlViewProps {
  text: string
  /** Name for screen readers: what this text is. */
  label: string
  lines?: readonly StatementLine[]
  problem?: TextProblem | undefined
}

const noLines: readonly StatementLine[] = []

/** SQL to read: highlighted, searchable, with a line above each statement. Fills its flex parent. */
export function SqlView({ text, label, lines = noLines, problem }: SqlViewProps) {
  const { monaco, failed, retry } = useMonaco()
  const host = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<editor.IStandaloneCodeEditor>()

  useEffect(() => {
    if (!monaco || !host.current) return
    const created = monaco.editor.create(host.current, { ...viewOptions, model: null })
    setView(created)
    return () => {
      setView(undefined)
      created.dispose()
    }
  }, [monaco])

  useEffect(() => {
    if (!monaco || !view) return
    const model = monaco.editor.createModel(text, 'pgsql')
    view.setModel(model)
    return () => model.dispose()
  }, [monaco, view, text])

  useEffect(() => view?.updateOptions({ ariaLabel: label }), [view, label])
  useEffect(() => (view ? showLines(view, lines, problem) : undefined), [view, text, lines, problem])
  useEffect(() => {
    if (monaco && view) markProblem(monaco, view, problem)
  }, [monaco, view, text, problem])

  return <EditorFrame host={host} state={view ? 'ready' : failed ? 'failed' : 'loading'} retry={retry} />
}
