import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n/format.ts'
import type { Entry } from '../entries.ts'
import type { Lane } from '../lanes.ts'
import css from '../timeline.module.css'
import { HoverCard } from './hover-card.tsx'
import { workOf } from './keys.ts'
import { LaneHeads } from './lane-heads.tsx'
import type { Hit } from './layout.ts'
import { Legend } from './legend.tsx'
import { createPainter, type Drawing, type Painter } from './painter.ts'
import { partingSpan, type Span } from './scale.ts'
import { useGestures } from './use-gestures.ts'
import { useWords } from './use-words.ts'
import type { Viewport } from './viewport.ts'

interface ChartProps {
  lanes: readonly Lane[]
  /** Those that are shown, the newest first. */
  entries: readonly Entry[]
  viewport: Viewport
  chosen: Entry | null
  pins: Drawing['pins']
  bounds: Span | null
  now: number
  onChoose: (id: string) => void
  onPin: (which: 'a' | 'b') => void
  onRange: (span: Span) => void
  onRetry: () => void
}

/** Time runs to the right, one lane for each environment. Wheel, drag and keys move and zoom; the list below says the same in words. */
export function Chart({ lanes, entries, viewport, chosen, pins, bounds, now, onChoose, onPin, onRange, onRetry }: ChartProps) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const [hit, setHit] = useState<Hit | null>(null)
  const { words, wordOf } = useWords(chosen)
  const { ref: frame, height } = useElementSize<HTMLDivElement>()
  const surface = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const painter = usePainter(canvas, viewport, { lanes, entries, chosen, pins, bounds, now, format, words, wordOf })
  const onHover = (next: Hit | null) => {
    painter.current?.hover(next)
    setHit((before) => (before?.lane === next?.lane && before?.cluster === next?.cluster ? before : next))
  }
  const onMark = ({ cluster, lane }: Hit) => {
    const own = lanes[lane]?.entries ?? []
    const parting = partingSpan(own[cluster.first]?.at ?? 0, own[cluster.last]?.at ?? 0)
    if (cluster.first < cluster.last && parting) viewport.glide(parting)
    else onChoose(cluster.top.event.id)
    onHover(null)
  }
  useGestures(surface, painter, viewport, { onMark, onHover, onRange })
  const onKeyDown = (event: KeyboardEvent) => {
    const work = event.ctrlKey || event.metaKey || event.altKey ? undefined : workOf(event.key, event.shiftKey, { viewport, lanes, entries, chosen, onChoose, onPin })
    if (!work) return
    event.preventDefault()
    work()
  }
  const label = chosen ? t('chartChosen', { what: t(`kinds.${chosen.event.kind}`), version: chosen.event.version ?? '', when: format.exact(chosen.at) }) : t('chart')
  return (
    <div className={css.chart}>
      <div ref={frame} className={css.scroll} onScroll={(event) => painter.current?.scrollTo(event.currentTarget.scrollTop)}>
        <LaneHeads lanes={lanes} height={height} onRetry={onRetry} />
        <div ref={surface} className={css.surface} style={{ height }} role="application" aria-roledescription={t('chartRole')} aria-label={label} tabIndex={0} data-hover={hit ? true : undefined} onKeyDown={onKeyDown}>
          <div ref={canvas} className={css.canvas} />
          {hit && painter.current && <HoverCard hit={hit} lane={lanes[hit.lane]} layout={painter.current.layout()} viewport={viewport} />}
        </div>
      </div>
      <Legend entries={entries} />
    </div>
  )
}

function usePainter(host: React.RefObject<HTMLDivElement | null>, viewport: Viewport, drawing: Drawing): React.RefObject<Painter | null> {
  const painter = useRef<Painter | null>(null)
  const { lanes, entries, chosen, pins, bounds, now, format, words, wordOf } = drawing
  useEffect(() => {
    if (!host.current) return undefined
    const made = createPainter(host.current, viewport)
    painter.current = made
    return () => {
      painter.current = null
      made.dispose()
    }
  }, [host, viewport])
  useEffect(() => {
    painter.current?.show({ lanes, entries, chosen, pins, bounds, now, format, words, wordOf })
  }, [lanes, entries, chosen, pins, bounds, now, format, words, wordOf])
  return painter
}
