import type { KeyboardEvent, PointerEvent, RefObject } from 'react'
import css from './editor.module.css'

interface SplitterProps {
  label: string
  /** What is divided. */
  box: RefObject<HTMLElement | null>
  /** Share of what is above, 0 to 1; null: as much as it needs. */
  value: number | null
  onChange: (share: number | null) => void
}

const [least, most] = [0.15, 0.8]

/** A hairline that can be dragged, or moved by the arrow keys; a double click lets it find its own place. */
export function Splitter({ label, box, value, onChange }: SplitterProps) {
  const set = (share: number) => onChange(Math.min(most, Math.max(least, share)))
  const now = (line: HTMLElement): number => {
    const { top = 0, height = 1 } = box.current?.getBoundingClientRect() ?? {}
    return (line.getBoundingClientRect().top - top) / height
  }
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { top = 0, height = 1 } = box.current?.getBoundingClientRect() ?? {}
    set((event.clientY - top) / height)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowUp: -0.04, ArrowDown: 0.04 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    set(now(event.currentTarget) + step)
  }
  return (
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuemin={least * 100}
      aria-valuemax={most * 100}
      aria-valuenow={Math.round((value ?? 0.5) * 100)}
      tabIndex={0}
      className={css.splitter}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onChange(null)}
      onKeyDown={onKeyDown}
    />
  )
}
