import { useEffect, useEffectEvent } from 'react'
import { flushSync } from 'react-dom'
import type { PaneName } from './panes.tsx'
import type { Actions } from './use-actions.ts'
import type { EditorModel } from './use-editor.ts'

/** Keys of the diff editor, also while the text has the focus. */
export function useEditorKeys(model: EditorModel, actions: Actions, onPane: (pane: PaneName) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (document.querySelector('[role="dialog"][aria-modal="true"]')) return
    const act = actOf(event, model, actions, onPane)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
}

/** The key that previews, where there is no text to edit. */
export function useBatchKeys(preview: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter' || document.querySelector('[role="dialog"][aria-modal="true"]')) return
    event.preventDefault()
    preview()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

const panes: Readonly<Record<string, PaneName>> = { Digit1: 'sql', Digit2: 'effect', Digit3: 'undo' }

function actOf(event: KeyboardEvent, { sql, undo }: EditorModel, actions: Actions, onPane: (pane: PaneName) => void): (() => void) | undefined {
  const command = event.ctrlKey || event.metaKey
  if (command && !event.altKey && event.key === 'Enter') return actions.preview
  if (command && !event.altKey && !event.shiftKey && event.code === 'KeyS') return () => (sql.edited || undo.edited) && !actions.saving && actions.save()
  if (event.key === 'F8' && !command && !event.altKey) return () => actions.goToFinding(event.shiftKey ? -1 : 1)
  const pane = event.altKey && !command && !event.shiftKey ? panes[event.code] : undefined
  return pane && (() => showPane(pane, onPane))
}

/** Opens a pane and gives it the focus before the next key: the text in it, or its list. */
function showPane(pane: PaneName, onPane: (pane: PaneName) => void): void {
  flushSync(() => onPane(pane))
  const section = document.querySelector<HTMLElement>(`[data-pane="${pane}"]`)
  const inner = section?.querySelector<HTMLElement>('[data-pane-focus], .monaco-editor textarea, .monaco-editor .native-edit-context')
  ;(inner ?? section)?.focus()
}
