import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import { Tag } from '../../ui/tag.tsx'
import { MarkSign } from './chart/mark.tsx'
import type { Drawing } from './chart/painter.ts'
import type { Entry } from './entries.ts'
import { versionWord } from './looks.ts'
import css from './timeline.module.css'

interface EventListProps {
  /** The newest first. */
  entries: readonly Entry[]
  chosen: string | null
  pins: Drawing['pins']
  onChoose: (id: string) => void
}

const rowHeight = 34
const page = 10

/** The same events as on the lanes, in words; only the rows in sight are drawn. */
export function EventList({ entries, chosen, pins, onChoose }: EventListProps) {
  const { t } = useTranslation('timeline')
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({ count: entries.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 8 })
  const at = chosen === null ? -1 : entries.findIndex(({ event }) => event.id === chosen)
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' })
  }, [at, rows])
  const move = (event: React.KeyboardEvent) => {
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: entries.length - 1 }[event.key]
    const next = target === undefined ? undefined : entries[Math.max(0, Math.min(entries.length - 1, target))]
    if (!next) return
    event.preventDefault()
    onChoose(next.event.id)
  }
  return (
    <div ref={box} className={css.list} role="listbox" tabIndex={0} aria-label={t('list')} aria-activedescendant={at >= 0 ? `event-${at}` : undefined} onKeyDown={move}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index]
          const pin = entry && (['A', 'B'] as const).find((_, which) => pins[which] === entry)
          return entry && <EventRow key={entry.event.id} entry={entry} index={index} top={start} count={entries.length} chosen={entry.event.id === chosen} pin={pin} onChoose={onChoose} />
        })}
      </div>
    </div>
  )
}

interface EventRowProps {
  entry: Entry
  index: number
  count: number
  top: number
  chosen: boolean
  pin: 'A' | 'B' | undefined
  onChoose: (id: string) => void
}

function EventRow({ entry: { event, environment, look }, index, count, top, chosen, pin, onChoose }: EventRowProps) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const note = event.problem ?? event.reason
  return (
    <div id={`event-${index}`} role="option" tabIndex={-1} aria-selected={chosen} aria-posinset={index + 1} aria-setsize={count} className={css.event} style={{ height: rowHeight, top }} onClick={() => onChoose(event.id)} onKeyDown={(pressed) => pressed.key === 'Enter' && onChoose(event.id)}>
      <span className={css.when}>{format.dateTime(event.at)}</span>
      <span className={css.where}>
        {environment && <EnvDot colour={environment.colour} />} <span>{environment?.name ?? event.env}</span>
      </span>
      <span className={css.kind}>
        <MarkSign kind={event.kind} />
        <Tag tone={look.tone}>{t(`kinds.${event.kind}`)}</Tag>
      </span>
      <span className={css.what}>
        {pin && <span className={css.pin}>{pin}</span>}
        <b>{versionWord(event)}</b> {event.description} {event.chain === 'broken' && <span className={css.noteBad}>{t('chain.broken')}</span>} {note && <span className={css.note}>{note}</span>}
      </span>
      <span className={css.who}>{event.by}</span>
      <span className={css.took}>{event.ms === null ? '' : format.duration(event.ms)}</span>
    </div>
  )
}
