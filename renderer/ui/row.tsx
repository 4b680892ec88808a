import type { HTMLAttributes, ReactNode } from 'react'
import css from './row.module.css'

/** A list whose rows are chosen one at a time; the arrow keys, Home and End move between them. */
export function List({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="listbox" tabIndex={-1} aria-label={label} className={css.list} onKeyDown={moveFocus}>
      {children}
    </div>
  )
}

interface RowProps extends HTMLAttributes<HTMLDivElement> {
  lead?: ReactNode
  selected?: boolean
  /** Right end: a tag or a time. */
  end?: ReactNode
  /** Takes part in the tab order: the chosen row, or the first when none is. */
  tabStop?: boolean
  onChoose?: () => void
}

export function Row({ lead, selected = false, end, tabStop = selected, onChoose, children, ...rest }: RowProps) {
  return (
    <div
      role="option"
      aria-selected={selected}
      tabIndex={tabStop ? 0 : -1}
      className={selected ? `${css.row} ${css.on}` : css.row}
      onClick={onChoose}
      onFocus={(event) => event.target === event.currentTarget && event.currentTarget.matches(':focus-visible') && onChoose?.()}
      onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && event.target === event.currentTarget && onChoose?.()}
      {...rest}
    >
      {lead}
      <span className={css.body}>{children}</span>
      {end}
    </div>
  )
}

/** A quiet heading between rows. */
export function RowGroup({ children }: { children: ReactNode }) {
  return (
    <div role="presentation" className={css.group}>
      {children}
    </div>
  )
}

/** Moves the focus between the options of a list; the list decides what focus means. */
export function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const list = event.currentTarget.closest('[role="listbox"], table')
  const options = [...(list?.querySelectorAll<HTMLElement>('[role="option"], tr[tabindex]') ?? [])]
  const at = options.indexOf(document.activeElement as HTMLElement)
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[event.key]
  if (target === undefined) return
  event.preventDefault()
  options[Math.max(0, Math.min(options.length - 1, target))]?.focus()
}
