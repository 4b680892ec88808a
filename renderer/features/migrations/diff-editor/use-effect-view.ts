import { useMemo, useState } from 'react'
import { effectObjects, type ChangedObject, type EffectObjects } from './effect-objects.ts'
import type { EditorModel } from './use-editor.ts'

export interface EffectView extends EffectObjects {
  chosen: ChangedObject | undefined
  choose: (id: string) => void
  /** To the next object, or the one before; stays at the ends. */
  step: (by: 1 | -1) => void
}

export function useEffectView({ migration }: EditorModel): EffectView {
  const found = useMemo(() => effectObjects(migration?.differences ?? []), [migration])
  const [id, choose] = useState<string>()
  const chosen = found.objects.find((each) => each.id === id) ?? found.objects[0]
  const at = chosen ? found.objects.indexOf(chosen) : -1
  return { ...found, chosen, choose, step: (by) => choose(found.objects[Math.max(0, Math.min(found.objects.length - 1, at + by))]?.id ?? '') }
}
