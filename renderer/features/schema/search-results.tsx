import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outline } from '#shared/contract/schema.ts'
import { useFormat } from '../../i18n/format.ts'
import { Empty } from '../../ui/empty.tsx'
import { KindIcon } from '../../ui/kind-icons.tsx'
import { indexOutline } from './model/outline-index.ts'
import { lit, type Hit, type HitGroup, type SearchResult } from './model/search.ts'
import { useSchemaWords } from './words.ts'
import css from './tree.module.css'

interface SearchResultsProps {
  outline: Outline
  query: string
  result: SearchResult
  chosen: string | null
  onChoose: (id: string) => void
  /** Where the arrow keys of the filter box go. */
  ref: Ref<HTMLDivElement>
}

type Item = { type: 'head'; group: HitGroup; total: number; shown: number } | { type: 'hit'; hit: Hit }

const heights = { head: 28, hit: 28 }

/** What the filter box found, best first, by kind. */
export function SearchResults({ outline, query, result, chosen, onChoose, ref }: SearchResultsProps) {
  const { t } = useTranslation('schema')
  const words = useSchemaWords()
  const format = useFormat()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const items = useMemo(() => result.groups.flatMap(({ group, hits, total }): Item[] => [{ type: 'head', group, total, shown: hits.length }, ...hits.map((hit): Item => ({ type: 'hit', hit }))]), [result])
  const hits = useMemo(() => items.flatMap((item, index) => (item.type === 'hit' ? [index] : [])), [items])
  const list = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: (index) => heights[items[index]?.type ?? 'hit'], overscan: 10 })
  useEffect(() => {
    setAt(0)
    scroller.current?.scrollTo({ top: 0 })
  }, [result])
  const idOf = ({ row }: Hit) => outline.objects.id[row] ?? ''
  const choose = (place: number) => {
    const item = items[hits[place] ?? -1]
    if (item?.type === 'hit') onChoose(idOf(item.hit))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: hits.length - 1, PageDown: at + 15, PageUp: at - 15 }[event.key]
    if (event.key === 'Enter') choose(at)
    if (to === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(hits.length - 1, to))
    setAt(next)
    list.scrollToIndex(hits[next] ?? 0)
  }
  if (result.total === 0) return <Empty title={t('search.nothing')}>{t('search.nothingText')}</Empty>
  return (
    <div ref={scroller} className={css.scroller}>
      <div ref={ref} role="listbox" tabIndex={0} aria-label={t('search.results')} aria-activedescendant={`${id}-${hits[at] ?? 0}`} className={css.rows} style={{ height: list.getTotalSize() }} onKeyDown={onKeyDown}>
        {list.getVirtualItems().map(({ index, start, size }) => {
          const item = items[index]
          const style = { height: size, transform: `translateY(${start}px)` }
          if (!item) return null
          if (item.type === 'hit') return <HitLine key={index} id={`${id}-${index}`} outline={outline} hit={item.hit} query={query} style={style} current={hits[at] === index} chosen={item.hit.column < 0 && idOf(item.hit) === chosen} onChoose={() => onChoose(idOf(item.hit))} />
          return (
            <div key={item.group} role="presentation" className={css.head} style={style}>
              {words.group(item.group)} <span>{item.shown < item.total ? t('search.someOf', { shown: format.number(item.shown), total: format.number(item.total) }) : format.number(item.total)}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface HitLineProps {
  id: string
  outline: Outline
  hit: Hit
  query: string
  style: CSSProperties
  current: boolean
  chosen: boolean
  onChoose: () => void
}

function HitLine({ id, outline, hit: { row, column }, query, style, current, chosen, onChoose }: HitLineProps) {
  const index = indexOutline(outline)
  const { objects, columns } = outline
  const isColumn = column >= 0
  const name = (isColumn ? columns.name[column] : objects.name[row]) ?? ''
  const parent = objects.parent[row] ?? -1
  const where = [index.schemaOf(row), isColumn ? objects.name[row] : objects.name[parent]].filter((part) => part !== null && part !== undefined).join('.')
  return (
    <div id={id} role="option" aria-selected={chosen} tabIndex={-1} className={css.row} style={{ ...style, paddingLeft: 12 }} data-current={current || undefined} onClick={onChoose} onKeyDown={undefined}>
      <KindIcon kind={isColumn ? 'column' : index.kindOf(row)} />
      <span className={css.name}>{lit(name, query).map(({ text, on }, at) => (on ? <mark key={at}>{text}</mark> : text))}</span>
      <span className={css.where}>{where}</span>
    </div>
  )
}
