import { useVirtualizer } from '@tanstack/react-virtual'
import { Check, ChevronRight } from 'lucide-react'
import { memo, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { KindIcon } from '../../ui/kind-icons.tsx'
import { moveInTree, typeAhead } from './model/tree-keys.ts'
import type { TreeRow } from './model/tree-rows.ts'
import { useSchemaWords } from './words.ts'
import css from './tree.module.css'

interface SchemaTreeProps {
  rows: readonly TreeRow[]
  /** Id of the object whose page is shown. */
  chosen: string | null
  marked: ReadonlySet<string>
  onToggle: (key: string) => void
  onChoose: (id: string) => void
  onMark: (id: string) => void
}

const rowHeight = 28
const patience = 700

/** The tree with only the rows in sight in the page; it holds the focus, and the keys of a file tree move through it. A tree of components would keep an object for each of 20,000 rows. */
export function SchemaTree({ rows, chosen, marked, onToggle, onChoose, onMark }: SchemaTreeProps) {
  const { t } = useTranslation('schema')
  const words = useSchemaWords()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const places = useMemo(() => new Map(rows.map(({ key }, at) => [key, at])), [rows])
  const at = places.get(current ?? (chosen ? `o:${chosen}` : '')) ?? 0
  const typed = useRef({ text: '', at: 0 })
  const list = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 8 })
  useRevealed(chosen, places, list.scrollToIndex)

  const nameOf = (row: TreeRow) => (row.group ? words.group(row.group) : row.type === 'database' ? t('database') : row.label)
  const goTo = (to: number) => {
    setCurrent(rows[to]?.key ?? null)
    list.scrollToIndex(to)
  }
  const choose = (row: TreeRow, event?: MouseEvent) => {
    setCurrent(row.key)
    if (event && (event.ctrlKey || event.metaKey)) return isTable(row) && onMark(row.id ?? '')
    if (row.id !== null) onChoose(row.id)
    if (row.id === null || (row.type === 'schema' && !row.open)) onToggle(row.key)
    return undefined
  }
  const onClick = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    const row = rows[Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)]
    if (row && target?.closest('[data-twist]')) onToggle(row.key)
    else if (row) choose(row, event)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    const move = plain ? moveInTree(rows, at, event.key, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 1)) : null
    if (event.key === ' ' && row && isTable(row)) onMark(row.id ?? '')
    else if (move && 'to' in move) goTo(move.to)
    else if (move && 'toggle' in move) onToggle(move.toggle)
    else if (move && row?.id) onChoose(row.id)
    else if (move && row) onToggle(row.key)
    else if (plain && event.key.length === 1) {
      const now = Date.now()
      typed.current = { text: now - typed.current.at < patience ? typed.current.text + event.key : event.key, at: now }
      const found = typeAhead(rows, at, typed.current.text, nameOf)
      if (found >= 0) goTo(found)
    } else return
    event.preventDefault()
  }
  return (
    <div ref={scroller} className={css.scroller}>
      <div role="tree" tabIndex={0} aria-label={t('tree')} aria-activedescendant={rows.length > 0 ? `${id}-${at}` : undefined} className={css.rows} style={{ height: list.getTotalSize() }} onKeyDown={onKeyDown} onClick={onClick}>
        {list.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return row ? (
            <Line key={row.key} id={`${id}-${index}`} index={index} row={row} name={nameOf(row)} top={start} current={index === at} chosen={row.id !== null && row.type !== 'column' && row.id === chosen} marked={row.id !== null && row.type === 'object' && marked.has(row.id)} />
          ) : null
        })}
      </div>
    </div>
  )
}

const isTable = ({ type, kind }: TreeRow) => type === 'object' && (kind === 'table' || kind === 'foreign-table' || kind === 'partition')

/** What is chosen elsewhere comes into sight. */
function useRevealed(chosen: string | null, places: ReadonlyMap<string, number>, scrollTo: (index: number) => void): void {
  const shown = useRef<string | null>(null)
  useEffect(() => {
    const at = chosen === null ? undefined : places.get(`o:${chosen}`)
    if (at === undefined || shown.current === chosen) return
    shown.current = chosen
    scrollTo(at)
  }, [chosen, places, scrollTo])
}

interface LineProps {
  id: string
  row: TreeRow
  name: string
  index: number
  top: number
  current: boolean
  chosen: boolean
  marked: boolean
}

/** Drawn again only when it has changed: while a reader scrolls, most lines only stay where they are. */
const Line = memo(function Line({ id, index, row, name, top, current, chosen, marked }: LineProps) {
  const format = useFormat()
  return (
    <div
      id={id} role="treeitem" tabIndex={-1} className={css.row} style={{ transform: `translateY(${top}px)`, paddingLeft: 8 + row.depth * 14 }} data-index={index} data-current={current || undefined} data-type={row.type}
      aria-level={row.depth + 1} aria-setsize={row.of} aria-posinset={row.at} aria-expanded={row.open ?? undefined} aria-selected={chosen} aria-checked={marked || undefined}
    >
      <span className={css.twist} aria-hidden data-twist={row.open === null ? undefined : ''}>
        {row.open !== null && <ChevronRight className={row.open ? css.turned : undefined} />}
      </span>
      {marked ? <Check className={css.mark} aria-hidden /> : <KindIcon kind={row.kind} />}
      <span className={css.name}>{name}</span>
      {row.detail !== null && <span className={css.detail}>{row.detail}</span>}
      {row.count !== null && <span className={css.count}>{format.number(row.count)}</span>}
    </div>
  )
})
