import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { lookAt, useNavigation } from '../../app/navigation.ts'
import { sameSpan, type Span } from './chart/scale.ts'
import { createViewport, type Viewport } from './chart/viewport.ts'
import { textOfView, viewOf, type View } from './view.ts'

export type ChangeView = (change: Partial<View>, step?: boolean) => void

/** What the place says is shown, and how to show something else. */
export function useView(): [View, ChangeView] {
  const { view: text } = useNavigation()
  const view = useMemo(() => viewOf(text), [text])
  const change = useCallback<ChangeView>((part, step = true) => lookAt(textOfView({ ...viewOf(useNavigation.getState().view), ...part }), step), [])
  return [view, change]
}

const settledMs = 350

/** The window on time. Where it has come to rest is kept in the place; a place that is gone back to moves it. */
export function useViewport(whole: Span, window: Span | null, change: ChangeView): Viewport {
  const [viewport] = useState(() => {
    const made = createViewport(window ?? whole)
    made.setWhole(whole)
    return made
  })
  const written = useRef(window)
  useEffect(() => viewport.setWhole(whole), [viewport, whole])
  useEffect(() => {
    const isOurs = written.current === window || (written.current !== null && window !== null && sameSpan(written.current, window))
    written.current = window
    if (!isOurs) viewport.set(window ?? viewport.whole())
  }, [viewport, window])
  useEffect(() => {
    let timer = 0
    const write = () => {
      const span = viewport.get()
      written.current = sameSpan(span, viewport.whole()) ? null : { from: Math.round(span.from), to: Math.round(span.to) }
      change({ window: written.current }, false)
    }
    const unsubscribe = viewport.subscribe(() => {
      clearTimeout(timer)
      timer = self.setTimeout(write, settledMs)
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [viewport, change])
  return viewport
}
