import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { shortType } from '../diagram/shapes.ts'
import css from '../grid.module.css'

interface RowsGridProps {
  label: string
  columns: readonly { name: string; type: string }[]
  rows: readonly (readonly (string | null)[])[]
}

interface Cell {
  row: number
  column: number
}

const rowHeight = 28
/** Where the server's answer was cut. */
const cutAt = 2000

/** Cells chosen by click, with Shift or by the arrow keys, and copied as lines with tabs. */
export function RowsGrid({ label, columns, rows }: RowsGridProps) {
  const { t } = useTranslation('schema')
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<Cell>({ row: 0, column: 0 })
  const [from, setFrom] = useState<Cell>({ row: 0, column: 0 })
  const widths = useMemo(() => columns.map((column, index) => widthOf(column, rows, index)), [columns, rows])
  const list = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 10 })
  const go = (cell: Cell, extend: boolean) => {
    const next = { row: Math.max(0, Math.min(rows.length - 1, cell.row)), column: Math.max(0, Math.min(columns.length - 1, cell.column)) }
    setAt(next)
    if (!extend) setFrom(next)
    list.scrollToIndex(next.row)
    scroller.current?.querySelector(`[data-column="${next.column}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { row, column } = at
    const end = event.ctrlKey || event.metaKey
    const to = { ArrowDown: { row: row + 1, column }, ArrowUp: { row: row - 1, column }, ArrowRight: { row, column: column + 1 }, ArrowLeft: { row, column: column - 1 }, Home: { row: end ? 0 : row, column: 0 }, End: { row: end ? rows.length - 1 : row, column: columns.length - 1 }, PageDown: { row: row + 15, column }, PageUp: { row: row - 15, column } }[event.key]
    if (!to) return
    event.preventDefault()
    go(to, event.shiftKey)
  }
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData.setData('text/plain', asLines(rows, from, at))
  }
  return (
    <div ref={scroller} className={css.scroller}>
      <div role="grid" tabIndex={0} aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length} aria-activedescendant={`cell-${at.row}-${at.column}`} className={css.grid} onKeyDown={onKeyDown} onCopy={onCopy}>
        <div role="row" className={css.head} aria-rowindex={1}>
          {columns.map(({ name, type }, column) => (
            <div key={column} role="columnheader" className={css.cell} style={{ width: widths[column] }} title={`${name} ${type}`}><b>{name}</b> <small>{shortType(type)}</small></div>
          ))}
        </div>
        <div role="rowgroup" className={css.rows} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, start }) => (
            <div key={index} role="row" aria-rowindex={index + 2} className={css.row} style={{ transform: `translateY(${start}px)` }}>
              {rows[index]?.map((value, column) => (
                <div
                  key={column} id={`cell-${index}-${column}`} role="gridcell" tabIndex={-1} data-column={column} data-null={value === null || undefined} aria-selected={within({ row: index, column }, from, at)}
                  data-current={(at.row === index && at.column === column) || undefined} data-number={/^(smallint|integer|bigint|numeric|real|double)/.test(columns[column]?.type ?? '') || undefined} className={css.cell} style={{ width: widths[column] }} title={value ?? undefined}
                  onMouseDown={(event) => go({ row: index, column }, event.shiftKey)}
                >
                  {value === null ? 'NULL' : value}
                  {value !== null && value.length >= cutAt && <span className={css.cut}>{t('rows.cutMark')}</span>}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

/** Pixels that the head and the first rows want, within reason. */
function widthOf({ name, type }: RowsGridProps['columns'][number], rows: RowsGridProps['rows'], column: number): number {
  const longest = rows.slice(0, 50).reduce((most, row) => Math.max(most, row[column]?.length ?? 4), 0)
  return Math.round(Math.max(84, Math.min(320, Math.max(longest * 7.3, name.length * 7.6 + shortType(type).length * 6 + 6) + 24)))
}

function within({ row, column }: Cell, a: Cell, b: Cell): boolean {
  return row >= Math.min(a.row, b.row) && row <= Math.max(a.row, b.row) && column >= Math.min(a.column, b.column) && column <= Math.max(a.column, b.column)
}

/** Rows as lines, cells apart by tabs, NULL as nothing: what a spreadsheet takes. */
export function asLines(rows: RowsGridProps['rows'], a: Cell, b: Cell): string {
  const [top, bottom] = [Math.min(a.row, b.row), Math.max(a.row, b.row)]
  const [left, right] = [Math.min(a.column, b.column), Math.max(a.column, b.column)]
  return rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1).map((value) => (value ?? '').replaceAll(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')
}
