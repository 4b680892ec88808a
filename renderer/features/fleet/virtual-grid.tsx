import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import css from './virtual-grid.module.css'

export interface GridColumn<T> {
  key: string
  title: ReactNode
  /** Of grid-template-columns. */
  width: string
  end?: boolean
  render: (row: T) => ReactNode
}

interface VirtualGridProps<T> {
  label: string
  columns: readonly GridColumn<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string
  chosen: string | null
  onChoose: (key: string | null) => void
  /** Colour of the mark at the left end of a row. */
  mark?: ((row: T) => string | undefined) | undefined
}

const rowHeight = 32
const headHeight = 30
const page = 12

/** A thousand rows of which only those in sight are drawn; one is chosen with the mouse or the arrow keys. */
export function VirtualGrid<T>({ label, columns, rows, rowKey, chosen, onChoose, mark }: VirtualGridProps<T>) {
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 10, scrollMargin: headHeight, scrollPaddingStart: headHeight })
  const at = chosen === null ? -1 : rows.findIndex((row) => rowKey(row) === chosen)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, virtual])
  const move = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape' && chosen !== null) return onChoose(null)
    const target = { ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1), PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 }[event.key]
    const next = target === undefined ? undefined : rows[Math.max(0, Math.min(rows.length - 1, target))]
    if (!next) return
    event.preventDefault()
    onChoose(rowKey(next))
  }
  const template = columns.map(({ width }) => width).join(' ')
  return (
    <div ref={box} className={css.grid} role="grid" aria-label={label} aria-rowcount={rows.length + 1} tabIndex={0} aria-activedescendant={at >= 0 ? `row-${at}` : undefined} onKeyDown={move}>
      <div className={css.head} role="row" aria-rowindex={1} style={{ height: headHeight, gridTemplateColumns: template }}>
        {columns.map(({ key, title, end }) => (
          <span key={key} role="columnheader" className={end ? css.end : undefined}>
            {title}
          </span>
        ))}
      </div>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="rowgroup">
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          if (!row) return null
          const key = rowKey(row)
          return (
            <div key={key} id={`row-${index}`} role="row" tabIndex={-1} aria-rowindex={index + 2} aria-selected={key === chosen} className={css.row} style={{ top: start - headHeight, height: rowHeight, gridTemplateColumns: template, '--mark': mark?.(row) ?? 'transparent' } as React.CSSProperties} onClick={() => onChoose(key)}>
              {columns.map(({ key: column, render, end }) => (
                <span key={column} role="gridcell" className={end ? css.end : undefined}>
                  {render(row)}
                </span>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}
