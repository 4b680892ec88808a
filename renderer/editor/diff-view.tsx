import type { editor } from 'monaco-editor/editor'
import { useEffect, useRef, useState } from 'react'
import { EditorFrame } from './editor-frame.tsx'
import { viewOptions } from './options.ts'
import { useMonaco } from './use-monaco.ts'

interface DiffViewProps {
  before: string
  after: string
  /** Names for screen readers: what each side is. */
  beforeLabel: string
  afterLabel: string
}

const diffOptions = {
  originalEditable: false,
  renderSideBySide: true,
  useInlineViewWhenSpaceIsLimited: false,
  renderOverviewRuler: false,
  renderMarginRevertIcon: false,
  ignoreTrimWhitespace: false,
  hideUnchangedRegions: { enabled: true, contextLineCount: 4, minimumLineCount: 8 },
} satisfies editor.IDiffEditorConstructionOptions

/** Two texts side by side, what differs marked; long equal stretches are folded away. Fills its flex parent. */
export function DiffView({ before, after, beforeLabel, afterLabel }: DiffViewProps) {
  const { monaco, failed, retry } = useMonaco()
  const host = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<editor.IStandaloneDiffEditor>()

  useEffect(() => {
    if (!monaco || !host.current) return
    const created = monaco.editor.createDiffEditor(host.current, { ...viewOptions, ...diffOptions })
    const original = monaco.editor.createModel(before, 'pgsql')
    const modified = monaco.editor.createModel(after, 'pgsql')
    created.setModel({ original, modified })
    setView(created)
    return () => {
      setView(undefined)
      created.dispose()
      original.dispose()
      modified.dispose()
    }
  }, [monaco, before, after])

  useEffect(() => {
    view?.getOriginalEditor().updateOptions({ ariaLabel: beforeLabel })
    view?.getModifiedEditor().updateOptions({ ariaLabel: afterLabel })
  }, [view, beforeLabel, afterLabel])

  return <EditorFrame host={host} state={view ? 'ready' : failed ? 'failed' : 'loading'} retry={retry} />
}
