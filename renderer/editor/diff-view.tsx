import type { editor } from 'monaco-editor/editor'
import { useEffect, useRef } from 'react'
import { EditorFrame } from './editor-frame.tsx'
import { viewOptions } from './options.ts'
import { useMonaco } from './use-monaco.ts'

interface DiffViewProps {
  before: string
  after: string
  /** Names for screen readers: what each side is. */
  beforeLabel: string
  afterLabel: string
  /** False: long lines go on beyond the edge. */
  wrap?: boolean
}

const diffOptions = {
  originalEditable: false,
  renderSideBySide: true,
  useInlineViewWhenSpaceIsLimited: false,
  renderOverviewRuler: false,
  renderMarginRevertIcon: false,
  ignoreTrimWhitespace: false,
  lineNumbersMinChars: 3,
  renderIndicators: true,
  hideUnchangedRegions: { enabled: true, contextLineCount: 4, minimumLineCount: 8 },
} satisfies editor.IDiffEditorConstructionOptions

/** Two texts side by side, what differs marked; long equal stretches are folded away. Fills its flex parent. */
export function DiffView({ before, after, beforeLabel, afterLabel, wrap = true }: DiffViewProps) {
  const { monaco, failed, retry } = useMonaco()
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<editor.IStandaloneDiffEditor>(null)

  useEffect(() => {
    if (!monaco || !host.current) return
    const created = monaco.editor.createDiffEditor(host.current, { ...viewOptions, ...diffOptions, wordWrap: wrap ? 'on' : 'off', diffWordWrap: wrap ? 'on' : 'off' })
    view.current = created
    return () => {
      view.current = null
      created.setModel(null)
      created.dispose()
    }
  }, [monaco, wrap])

  useEffect(() => {
    if (!monaco || !view.current) return
    const original = monaco.createText(before)
    const modified = monaco.createText(after)
    const comparison = view.current.createViewModel({ original, modified })
    view.current.setModel(comparison)
    return () => {
      view.current?.setModel(null)
      /* Ends the comparison that may be under way: it must not find its texts gone. */
      comparison.dispose()
      original.dispose()
      modified.dispose()
    }
  }, [monaco, before, after, wrap])

  useEffect(() => {
    view.current?.getOriginalEditor().updateOptions({ ariaLabel: beforeLabel })
    view.current?.getModifiedEditor().updateOptions({ ariaLabel: afterLabel })
  }, [monaco, beforeLabel, afterLabel, wrap])

  return <EditorFrame host={host} state={monaco ? 'ready' : failed ? 'failed' : 'loading'} retry={retry} />
}
