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
}

const diffOptions = {
  originalEditable: false,
  renderSideBySide: true,
  useInlineViewWhenSpaceIsLimited: false,
  renderOverviewRuler: false,
  renderMarginRevertIcon: false,
  ignoreTrimWhitespace: false,
  diffWordWrap: 'on',
  wordWrap: 'on',
  renderIndicators: true,
  hideUnchangedRegions: { enabled: true, contextLineCount: 4, minimumLineCount: 8 },
} satisfies editor.IDiffEditorConstructionOptions

/** Two texts side by side, what differs marked; long equal stretches are folded away. Fills its flex parent. */
export function DiffView({ before, after, beforeLabel, afterLabel }: DiffViewProps) {
  const { monaco, failed, retry } = useMonaco()
  const host = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!monaco || !host.current) return
    const view = monaco.editor.createDiffEditor(host.current, { ...viewOptions, ...diffOptions })
    const original = monaco.createText(before)
    const modified = monaco.createText(after)
    view.setModel({ original, modified })
    view.getOriginalEditor().updateOptions({ ariaLabel: beforeLabel })
    view.getModifiedEditor().updateOptions({ ariaLabel: afterLabel })
    return () => {
      view.dispose()
      original.dispose()
      modified.dispose()
    }
  }, [monaco, before, after, beforeLabel, afterLabel])

  return <EditorFrame host={host} state={monaco ? 'ready' : failed ? 'failed' : 'loading'} retry={retry} />
}
