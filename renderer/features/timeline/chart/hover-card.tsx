import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import type { Entry } from '../entries.ts'
import type { Lane } from '../lanes.ts'
import css from '../timeline.module.css'
import { versionWord } from '../looks.ts'
import { laneY, xOf, type Hit, type Layout } from './layout.ts'
import { MarkSign } from './mark.tsx'
import type { Viewport } from './viewport.ts'

interface HoverCardProps {
  hit: Hit
  lane: Lane | undefined
  layout: Layout
  viewport: Viewport
}

const width = 320

/** What the mark under the hand stands for. The list says it to those who use no hand. */
export function HoverCard({ hit, lane, layout, viewport }: HoverCardProps) {
  const { t } = useTranslation('timeline')
  const span = useSyncExternalStore(viewport.subscribe, viewport.get)
  const held = (lane?.entries ?? []).slice(hit.cluster.first, hit.cluster.last + 1)
  const most = layout.height < 420 ? 3 : 6
  const shown = held.length <= most ? held : gravest(held, most)
  const x = Math.max(8, Math.min(layout.width - width - 8, xOf(hit.cluster.at, span, layout) - width / 2))
  const y = laneY(hit.lane, layout)
  const above = y > layout.height / 2
  return (
    <div className={css.card} style={{ left: x, width, ...(above ? { bottom: layout.height - y + 18 } : { top: y + 18 }) }} aria-hidden>
      {held.length > 1 && <p className={css.cardHead}>{t('several', { count: held.length })}</p>}
      {shown.map((entry) => (
        <CardLine key={entry.event.id} entry={entry} alone={held.length === 1} />
      ))}
      {held.length > shown.length && <p className={css.cardFoot}>{t('more', { count: held.length - shown.length })}</p>}
    </div>
  )
}

function CardLine({ entry: { event, at }, alone }: { entry: Entry; alone: boolean }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  return (
    <div className={css.cardLine}>
      <MarkSign kind={event.kind} />
      <div>
        <p className={css.cardWhat}>
          <b>{versionWord(event)}</b> {event.description || t(`kinds.${event.kind}`)}
        </p>
        <p className={css.cardNote}>{[t(`kinds.${event.kind}`), alone ? format.exact(at) : format.dateTime(at), event.by].filter(Boolean).join(' · ')}</p>
        {alone && event.problem && <p className={css.cardBad}>{event.problem}</p>}
        {alone && event.reason && <p className={css.cardNote}>{event.reason}</p>}
      </div>
    </div>
  )
}

function gravest(entries: readonly Entry[], most: number): Entry[] {
  return entries
    .toSorted((a, b) => b.look.rank - a.look.rank)
    .slice(0, most)
    .toSorted((a, b) => a.at - b.at)
}
