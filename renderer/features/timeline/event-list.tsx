import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { useFormat } from '../../i18n/format.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import { Tag } from '../../ui/tag.tsx'
import { environmentOf } from './lanes.ts'
import { looks } from './looks.ts'
import css from './timeline.module.css'

interface EventListProps {
  /** The newest first. */
  events: readonly TimelineEvent[]
  environments: readonly Environment[]
  chosen: string | null
  onChoose: (id: string) => void
}

const rowHeight = 34

/** The same events as on the lanes, in words; only the rows in sight are drawn. */
export function EventList({ events, environments, chosen, onChoose }: EventListProps) {
  const { t } = useTranslation('timeline')
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({ count: events.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 8 })
  const at = events.findIndex(({ id }) => id === chosen)
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' })
  }, [at, rows])
  const move = (event: React.KeyboardEvent) => {
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: events.length - 1 }[event.key]
    const next = target === undefined ? undefined : events[Math.max(0, Math.min(events.length - 1, target))]
    if (!next) return
    event.preventDefault()
    onChoose(next.id)
  }
  return (
    <div ref={box} className={css.list} role="listbox" tabIndex={0} aria-label={t('list')} aria-activedescendant={at >= 0 ? `event-${at}` : undefined} onKeyDown={move}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map(({ index, start }) => {
          const event = events[index]
          return event && <EventRow key={event.id} event={event} index={index} top={start} count={events.length} environment={environmentOf(environments, event.env)} chosen={event.id === chosen} onChoose={onChoose} />
        })}
      </div>
    </div>
  )
}

interface EventRowProps {
  event: TimelineEvent
  index: number
  count: number
  top: number
  environment: Environment | undefined
  chosen: boolean
  onChoose: (id: string) => void
}

function EventRow({ event, index, count, top, environment, chosen, onChoose }: EventRowProps) {
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
        <Tag tone={looks[event.kind].tone}>{t(`kinds.${event.kind}`)}</Tag>
      </span>
      <span className={css.what}>
        {event.version && <b>V{event.version}</b>} {event.description} {note && <span className={css.note}>{note}</span>}
      </span>
      <span className={css.who}>{event.by}</span>
      <span className={css.took}>{event.ms === null ? '' : format.duration(event.ms)}</span>
    </div>
  )
}
