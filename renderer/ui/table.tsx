import { ChevronDown, ChevronUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { moveFocus } from './row.tsx'
import css from './table.module.css'

export interface Column<T> {
  key: string
  title: ReactNode
  render: (row: T) => ReactNode
  /** Given: the head sorts by it. */
  sort?: (row: T) => string | number
  align?: 'start' | 'end'
  /** CSS width; one column without a width takes the rest. */
  width?: string
}

export interface Sorting {
  key: string
  descending: boolean
}

interface TableProps<T> {
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string
  selected?: string | null
  onChoose?: (key: string) => void
  sorting?: Sorting
  onSort?: (sorting: Sorting) => void
}

/** Rows by columns: heads stay in sight and sort; where rows can be chosen the arrow keys walk through them. */
export function Table<T>({ label, columns, rows, rowKey, selected, onChoose, sorting, onSort }: TableProps<T>) {
  const keys = rows.map(rowKey)
  const stop = selected && keys.includes(selected) ? selected : keys[0]
  return (
    <table className={css.table} aria-label={label} role={onChoose ? 'grid' : undefined}>
      <colgroup>
        {columns.map(({ key, width }) => (
          <col key={key} style={width ? { width } : undefined} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} sorting={sorting} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = rowKey(row)
          const choice = onChoose && {
            tabIndex: key === stop ? 0 : -1,
            'aria-selected': key === selected,
            onClick: () => onChoose(key),
            onKeyDown: moveFocus,
            onFocus: (event: React.FocusEvent<HTMLElement>) => event.currentTarget.matches(':focus-visible') && onChoose(key),
          }
          return (
            <tr key={key} className={[choice && css.choice, key === selected && css.on].filter(Boolean).join(' ')} {...choice}>
              {columns.map(({ key: column, render, align }) => (
                <td key={column} className={align === 'end' ? css.end : undefined}>
                  {render(row)}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

interface HeadProps<T> {
  column: Column<T>
  sorting: Sorting | undefined
  onSort: ((sorting: Sorting) => void) | undefined
}

function Head<T>({ column, sorting, onSort }: HeadProps<T>) {
  const active = sorting?.key === column.key
  const className = column.align === 'end' ? css.end : undefined
  if (!column.sort || !onSort) {
    return (
      <th scope="col" className={className}>
        {column.title}
      </th>
    )
  }
  const Sign = sorting?.descending ? ChevronDown : ChevronUp
  return (
    <th scope="col" className={className} aria-sort={active ? (sorting.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className={css.sort} onClick={() => onSort({ key: column.key, descending: active ? !sorting.descending : true })}>
        {column.title}
        {active && <Sign aria-hidden />}
      </button>
    </th>
  )
}

/** The rows in the order that the head says; equal rows keep their order. */
export function sortRows<T>(rows: readonly T[], columns: readonly Column<T>[], { key, descending }: Sorting): T[] {
  const value = columns.find((column) => column.key === key)?.sort
  if (!value) return [...rows]
  const collator = new Intl.Collator(undefined, { numeric: true })
  const compare = (a: string | number, b: string | number) => (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)))
  return rows.toSorted((a, b) => compare(value(a), value(b)) * (descending ? -1 : 1))
}
