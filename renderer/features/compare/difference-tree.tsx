import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { View } from './compare-store.ts'
import { DifferenceRow } from './difference-row.tsx'
import { toggled, type TreeRow } from './tree.ts'
import css from './tree.module.css'

interface DifferenceTreeProps {
  rows: readonly TreeRow[]
  /** Key of the row that is looked at. */
  selected: string | null
  view: View
  change: (change: Partial<View>) => void
  /** Ids of objects that are taken as renamed. */
  renamed: ReadonlySet<string>
}

const rowHeight = 28

/** Thousands of lines with only those in sight in the page. The tree holds the focus; arrows move and open, Space ticks. */
export function DifferenceTree({ rows, selected, view, change, renamed }: DifferenceTreeProps) {
  const { t } = useTranslation('compare')
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 12 })
  const at = rows.findIndex(({ key }) => key === selected)
  useStart(at, (index) => virtual.scrollToIndex(index, { align: 'center' }))

  const choose = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!row) return
    change({ selected: row.key })
    virtual.scrollToIndex(rows.indexOf(row))
  }
  const fold = ({ key }: TreeRow, shut: boolean) => {
    const collapsed = new Set(view.collapsed)
    if (shut) collapsed.add(key)
    else collapsed.delete(key)
    change({ collapsed })
  }
  const tick = ({ ids }: TreeRow) => change({ excluded: toggled(ids, view.excluded) })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[at]
    const act = keyAction(event.key, { rows, at, row, page: Math.floor((scroller.current?.clientHeight ?? 280) / rowHeight) })
    if (!act) return
    event.preventDefault()
    if (act.to !== undefined) choose(act.to)
    if (act.fold !== undefined && row) fold(row, act.fold)
    if (act.tick && row) tick(row)
    if (act.enter) document.querySelector<HTMLElement>('[data-compare-details]')?.focus()
  }

  return (
    <div ref={scroller} className={css.scroller}>
      <div
        role="tree"
        tabIndex={0}
        aria-label={t('tree.label')}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        aria-multiselectable={false}
        className={css.rows}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        onFocus={() => at < 0 && choose(0)}
      >
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <DifferenceRow
              key={row.key}
              id={`${id}-${index}`}
              row={row}
              selected={index === at}
              excluded={view.excluded}
              renamed={renamed.has(row.key)}
              style={{ height: size, transform: `translateY(${start}px)` }}
              onChoose={() => choose(index)}
              onFold={() => fold(row, row.expanded === true)}
              onTick={() => tick(row)}
            />
          )
        })}
      </div>
    </div>
  )
}

interface KeyAction {
  to?: number
  fold?: boolean
  tick?: boolean
  enter?: boolean
}

/** What a key means at a row, as in a tree of files. */
export function keyAction(key: string, { rows, at, row, page }: { rows: readonly TreeRow[]; at: number; row: TreeRow | undefined; page: number }): KeyAction | undefined {
  switch (key) {
    case 'ArrowDown':
      return { to: at + 1 }
    case 'ArrowUp':
      return { to: at - 1 }
    case 'Home':
      return { to: 0 }
    case 'End':
      return { to: rows.length - 1 }
    case 'PageDown':
      return { to: at + page }
    case 'PageUp':
      return { to: at - page }
    case 'ArrowRight':
      return row?.expanded === false ? { fold: false } : row?.expanded ? { to: at + 1 } : {}
    case 'ArrowLeft':
      if (row?.expanded) return { fold: true }
      return row?.parent ? { to: rows.findIndex((each) => each.key === row.parent) } : {}
    case ' ':
      return { tick: true }
    case 'Enter':
      return { enter: true }
    default:
      return undefined
  }
}

/** A long tree begins at the chosen row. */
function useStart(at: number, reveal: (index: number) => void): void {
  const started = useRef(false)
  useEffect(() => {
    if (!started.current && at >= 0) reveal(at)
    started.current = true
  }, [at, reveal])
}
