import { between, keepNear, sameSpan, type Span } from './scale.ts'

/** The window on time that the chart shows. It changes with every frame of a movement, and draws without a render of the screen. */
export interface Viewport {
  get: () => Span
  /** Where a movement under way ends; the window itself while there is none. */
  aim: () => Span
  set: (span: Span) => void
  /** Moves there in a short while, or at once for who wants no motion. */
  glide: (span: Span) => void
  /** All there is to see: the window stays near it. */
  setWhole: (whole: Span) => void
  whole: () => Span
  subscribe: (changed: () => void) => () => void
}

const glideMs = 180

export function createViewport(first: Span): Viewport {
  const listeners = new Set<() => void>()
  let span = first
  let whole = first
  let target: Span | null = null
  let frame = 0
  const put = (next: Span) => {
    span = keepNear(next, whole)
    for (const listener of listeners) listener()
  }
  const stop = () => {
    cancelAnimationFrame(frame)
    target = null
  }
  return {
    get: () => span,
    aim: () => target ?? span,
    whole: () => whole,
    set: (next) => {
      stop()
      put(next)
    },
    setWhole: (next) => {
      const followed = sameSpan(span, whole)
      whole = next
      if (followed) put(next)
    },
    glide: (to) => {
      stop()
      const end = keepNear(to, whole)
      if (sameSpan(span, end)) return
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return put(end)
      target = end
      const from = span
      const start = performance.now()
      const step = (now: number) => {
        const share = Math.min(1, Math.max(0, (now - start) / glideMs))
        if (share === 1) target = null
        put(between(from, end, 1 - (1 - share) ** 3))
        if (share < 1) frame = requestAnimationFrame(step)
      }
      frame = requestAnimationFrame(step)
    },
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}
