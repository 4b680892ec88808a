import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from 'react'
import { EditorFrame } from './editor-frame.tsx'
import { EditSurface, type EditContent, type EditHandle } from './edit-surface.ts'
import { useMonaco } from './use-monaco.ts'

interface SqlEditorProps extends EditContent {
  onChange: (text: string) => void
  ref?: Ref<EditHandle>
}

const absent: EditHandle = { focus: () => {}, reveal: () => {}, offset: () => 0, apply: () => {} }

/** SQL to write: with a line above each statement, findings where they stand, and what can be asked of the text. Fills its flex parent. */
export function SqlEditor({ onChange, ref, document, text, label, readOnly, lines, marks, problem, services }: SqlEditorProps) {
  const { monaco, failed, retry } = useMonaco()
  const host = useRef<HTMLDivElement>(null)
  const surface = useRef<EditSurface>(null)
  const changed = useEffectEvent(onChange)

  useEffect(() => {
    if (!monaco || !host.current) return
    const created = new EditSurface(monaco, host.current, (now) => changed(now))
    surface.current = created
    return () => {
      surface.current = null
      created.dispose()
    }
  }, [monaco])

  useEffect(() => {
    if (monaco) surface.current?.show({ document, text, label, readOnly, lines, marks, problem, services })
  }, [monaco, document, text, label, readOnly, lines, marks, problem, services])

  useImperativeHandle(ref, () => ({
    focus: () => (surface.current?.handle ?? absent).focus(),
    reveal: (offset) => (surface.current?.handle ?? absent).reveal(offset),
    offset: () => (surface.current?.handle ?? absent).offset(),
    apply: (edits) => (surface.current?.handle ?? absent).apply(edits),
  }))

  return <EditorFrame host={host} state={monaco ? 'ready' : failed ? 'failed' : 'loading'} retry={retry} />
}
