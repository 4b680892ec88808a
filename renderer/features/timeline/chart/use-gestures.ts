import { useEffect, useEffectEvent, type RefObject } from 'react'
import { gutter, isOverview, overviewTimeAt, plotOf, timeAt, top, type Hit } from './layout.ts'
import type { Painter } from './painter.ts'
import { pan, zoom, type Span } from './scale.ts'
import type { Viewport } from './viewport.ts'

interface Gestures {
  onMark: (hit: Hit) => void
  onHover: (hit: Hit | null) => void
  onRange: (span: Span) => void
}

interface Drag {
  kind: 'pan' | 'range' | 'overview'
  x: number
  span: Span
  moved: boolean
}

const slack = 4

/** Wheel zooms, dragging moves; dragging on the axis, or with shift, chooses a range; dragging below goes through the whole time. */
export function useGestures(surface: RefObject<HTMLElement | null>, painter: RefObject<Painter | null>, viewport: Viewport, gestures: Gestures): void {
  const mark = useEffectEvent(gestures.onMark)
  const hover = useEffectEvent(gestures.onHover)
  const range = useEffectEvent(gestures.onRange)
  useEffect(() => {
    const element = surface.current
    if (!element) return undefined
    const listen = new AbortController()
    const options = { signal: listen.signal }
    const place = (event: MouseEvent) => {
      const box = element.getBoundingClientRect()
      return { x: event.clientX - box.left, y: event.clientY - box.top }
    }
    const drags = dragging(element, () => painter.current, viewport, { mark, hover, range, place })
    element.addEventListener('pointerdown', drags.begin, options)
    element.addEventListener('pointermove', drags.move, options)
    element.addEventListener('pointerup', drags.end, options)
    element.addEventListener('pointercancel', drags.stop, options)
    element.addEventListener('pointerleave', () => hover(null), options)
    element.addEventListener('dblclick', (event) => viewport.glide(zoom(viewport.aim(), 1 / 2.5, shareAt(place(event).x, painter.current))), options)
    element.addEventListener('wheel', (event) => turn(event, viewport, painter.current, place(event).x), { ...options, passive: false })
    return () => listen.abort()
  }, [surface, painter, viewport])
}

function shareAt(x: number, painter: Painter | null): number {
  return painter ? Math.max(0, Math.min(1, (x - gutter) / plotOf(painter.layout()))) : 0.5
}

/** React listens to the wheel passively; the page must not scroll while the axis zooms. With alt it scrolls the lanes. */
function turn(event: WheelEvent, viewport: Viewport, painter: Painter | null, x: number): void {
  if (!painter || event.altKey) return
  event.preventDefault()
  const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
  const by = isSideways && event.deltaX === 0 ? event.deltaY : event.deltaX
  viewport.set(isSideways ? pan(viewport.get(), by / plotOf(painter.layout())) : zoom(viewport.get(), Math.exp(Math.max(-240, Math.min(240, event.deltaY)) / 500), shareAt(x, painter)))
}

interface Work {
  mark: (hit: Hit) => void
  hover: (hit: Hit | null) => void
  range: (span: Span) => void
  place: (event: MouseEvent) => { x: number; y: number }
}

function dragging(element: HTMLElement, painterNow: () => Painter | null, viewport: Viewport, { mark, hover, range, place }: Work) {
  let drag: Drag | null = null
  const kindAt = (event: PointerEvent, painter: Painter): Drag['kind'] => {
    const { x, y } = place(event)
    if (isOverview(x, y, painter.layout())) return 'overview'
    return event.shiftKey || y < top - 10 ? 'range' : 'pan'
  }
  const follow = (event: PointerEvent, painter: Painter, { kind, x: start, span }: Drag) => {
    const { x } = place(event)
    if (kind === 'overview') return jump(viewport, overviewTimeAt(x, viewport.whole(), painter.layout()))
    if (kind === 'pan') return viewport.set(pan(span, (start - x) / plotOf(painter.layout())))
    painter.drawRange(rangeOf(start, x, viewport, painter))
  }
  return {
    begin: (event: PointerEvent) => {
      const painter = painterNow()
      if (!painter || event.button !== 0) return
      const { x } = place(event)
      drag = { kind: kindAt(event, painter), x, span: viewport.get(), moved: false }
      if (drag.kind === 'overview') jump(viewport, overviewTimeAt(x, viewport.whole(), painter.layout()))
    },
    move: (event: PointerEvent) => {
      const painter = painterNow()
      if (!painter) return
      const { x, y } = place(event)
      if (!drag) return hover(painter.hitAt(x, y))
      if (!drag.moved && Math.abs(x - drag.x) < slack) return
      if (!drag.moved) {
        element.setPointerCapture(event.pointerId)
        hover(null)
      }
      drag.moved = true
      follow(event, painter, drag)
    },
    end: (event: PointerEvent) => {
      const painter = painterNow()
      const ended = drag
      drag = null
      if (!painter || !ended) return
      painter.drawRange(null)
      const { x, y } = place(event)
      if (ended.moved) return ended.kind === 'range' ? range(rangeOf(ended.x, x, viewport, painter)) : undefined
      const hit = ended.kind === 'overview' ? null : painter.hitAt(x, y)
      if (hit) mark(hit)
    },
    stop: () => {
      drag = null
      painterNow()?.drawRange(null)
    },
  }
}

function rangeOf(a: number, b: number, viewport: Viewport, painter: Painter): Span {
  const layout = painter.layout()
  const within = (x: number) => Math.max(gutter, Math.min(gutter + plotOf(layout), x))
  const times = [within(a), within(b)].map((x) => timeAt(x, viewport.get(), layout))
  return { from: Math.min(...times), to: Math.max(...times) }
}

/** The middle of the window goes there. */
function jump(viewport: Viewport, at: number): void {
  const { from, to } = viewport.get()
  viewport.set({ from: at - (to - from) / 2, to: at + (to - from) / 2 })
}
