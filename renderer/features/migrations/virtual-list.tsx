import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { neighbour, type ListItem } from './groups.ts'
import { MigrationListRow } from './migration-list-row.tsx'
import css from './list.module.css'

interface VirtualListProps {
  items: readonly ListItem[]
  env: string
  selected: string | undefined
  onChoose: (script: string) => void
}

const rowHeight = 32
const headHeight = 28

/** Thousands of rows with only those in sight in the page. The list holds the focus; the arrow keys choose. */
export function VirtualList({ items, env, selected, onChoose }: VirtualListProps) {
  const { t } = useTranslation('migrations')
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const virtualizer = useVirtualizer({
    count: items.length, getScrollElement: () => scroller.current, estimateSize: (index) => (items[index]?.type === 'group' ? headHeight : rowHeight), overscan: 12,
  })
  const at = items.findIndex((item) => item.type === 'row' && item.row.script === selected)
  useStart(items, at, (index, align) => virtualizer.scrollToIndex(index, { align }))

  const choose = (script: string | undefined) => {
    if (script === undefined) return
    onChoose(script)
    virtualizer.scrollToIndex(items.findIndex((item) => item.type === 'row' && item.row.script === script))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const scripts = items.flatMap((item) => (item.type === 'row' ? [item.row.script] : []))
    const target = keyTarget(event.key, items, selected, scripts)
    if (target === undefined) return
    event.preventDefault()
    choose(target)
    if (event.key === 'Enter') document.querySelector<HTMLElement>('[data-migration-page]')?.focus()
  }

  return (
    <div ref={scroller} className={css.scroller}>
      <div
        role="listbox"
        tabIndex={0}
        aria-label={t('list', { env })}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        className={css.rows}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const item = items[index]
          if (!item) return null
          const style = { height: size, transform: `translateY(${start}px)` }
          if (item.type === 'group') {
            return (
              <div key={item.name} role="presentation" className={css.group} style={style}>
                {t(`group.${item.name}`, { env })} <span>{item.count}</span>
              </div>
            )
          }
          return <MigrationListRow key={item.row.script} id={`${id}-${index}`} row={item.row} selected={index === at} style={style} onChoose={() => choose(item.row.script)} />
        })}
      </div>
    </div>
  )
}

function keyTarget(key: string, items: readonly ListItem[], selected: string | undefined, scripts: readonly string[]): string | undefined {
  if (key === 'ArrowDown') return neighbour(items, selected, 1)?.script
  if (key === 'ArrowUp') return neighbour(items, selected, -1)?.script
  if (key === 'Home') return scripts[0]
  if (key === 'End') return scripts.at(-1)
  return key === 'Enter' ? (selected ?? scripts[0]) : undefined
}

/** A long list begins where it matters: at the chosen row, or at the first that waits. */
function useStart(items: readonly ListItem[], at: number, scrollTo: (index: number, align: 'center' | 'start') => void): void {
  const started = useRef(false)
  useEffect(() => {
    if (started.current) return
    started.current = true
    const pending = items.findIndex((item) => item.type === 'group' && item.name === 'pending')
    const trouble = items[0]?.type === 'group' && items[0].name === 'problems'
    if (at >= 0) scrollTo(at, 'center')
    else if (pending > 4 && !trouble) scrollTo(pending - 2, 'start')
  }, [items, at, scrollTo])
}
