import { useElementSize } from '@mantine/hooks'
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { useFormat } from '../../i18n/format.ts'
import { Axis, Cursor } from './axis.tsx'
import { LaneRow } from './lane-row.tsx'
import type { Lane } from './lanes.ts'
import { Legend } from './legend.tsx'
import { pan, zoom, type Span } from './scale.ts'
import css from './timeline.module.css'

interface ChartProps {
  lanes: readonly Lane[]
  span: Span
  onSpan: (span: Span) => void
  chosen: TimelineEvent | null
  onChoose: (id: string) => void
  /** Those that are shown, the newest first: the order of the arrow keys. */
  events: readonly TimelineEvent[]
}

export const gutter = 128
const right = 24
const top = 42
const foot = 28

/** Time runs to the right, one lane for each environment. Wheel zooms, dragging and the arrow keys move. */
export function Chart({ lanes, span, onSpan, chosen, onChoose, events }: ChartProps) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const { ref, width, height } = useElementSize<HTMLDivElement>()
  const plot = Math.max(50, width - gutter - right)
  const lane = Math.max(40, Math.min(128, (height - top - foot) / Math.max(1, lanes.length)))
  const drawn = top + lane * lanes.length + foot
  const drag = useDrag(span, plot, onSpan)
  const wheel = useWheel(span, plot, onSpan)
  const keys = (event: KeyboardEvent) => onKey(event, { span, onSpan, events, chosen, onChoose })
  return (
    <div className={css.chart}>
      <div ref={ref} className={css.lanes}>
        <svg
          ref={wheel}
          className={css.svg}
          width={width}
          height={drawn}
          role="application"
          aria-label={chosen ? t('chartChosen', { what: t(`kinds.${chosen.kind}`), version: chosen.version ?? '', when: format.exact(chosen.at) }) : t('chart')}
          tabIndex={0}
          onKeyDown={keys}
          {...drag}
        >
          {width > 0 && (
            <>
              <Axis span={span} left={gutter} width={plot} top={top} bottom={top + lane * lanes.length} />
              {chosen && <Cursor at={Date.parse(chosen.at)} span={span} left={gutter} width={plot} top={top - 14} bottom={top + lane * lanes.length + 2} />}
              {lanes.map((each, index) => (
                <LaneRow
                  key={each.environment.id}
                  lane={each}
                  span={span}
                  left={gutter}
                  width={plot}
                  y={top + lane * (index + 0.5)}
                  height={lane}
                  chosen={chosen?.id ?? null}
                  onChoose={onChoose}
                />
              ))}
            </>
          )}
        </svg>
      </div>
      <Legend events={events} />
    </div>
  )
}

interface KeyWork extends Pick<ChartProps, 'span' | 'onSpan' | 'events' | 'chosen' | 'onChoose'> {}

function onKey(event: KeyboardEvent, { span, onSpan, events, chosen, onChoose }: KeyWork): void {
  const at = events.findIndex(({ id }) => id === chosen?.id)
  const step = (by: number) => {
    const next = events[at === -1 ? 0 : Math.max(0, Math.min(events.length - 1, at + by))]
    if (next) onChoose(next.id)
  }
  const sameLane = (by: 1 | -1) => {
    const own = events.filter(({ env }) => env === chosen?.env)
    const next = own[own.findIndex(({ id }) => id === chosen?.id) + by]
    if (next) onChoose(next.id)
  }
  const work: Record<string, () => void> = {
    ArrowLeft: () => (event.shiftKey ? onSpan(pan(span, -0.2)) : step(1)),
    ArrowRight: () => (event.shiftKey ? onSpan(pan(span, 0.2)) : step(-1)),
    ArrowUp: () => sameLane(-1),
    ArrowDown: () => sameLane(1),
    Home: () => events.at(-1) && onChoose(events.at(-1)?.id ?? ''),
    End: () => events[0] && onChoose(events[0].id),
    '+': () => onSpan(zoom(span, 1 / 1.5)),
    '=': () => onSpan(zoom(span, 1 / 1.5)),
    '-': () => onSpan(zoom(span, 1.5)),
  }
  const action = event.ctrlKey || event.metaKey ? undefined : work[event.key]
  if (!action) return
  event.preventDefault()
  action()
}

function useDrag(span: Span, width: number, onSpan: (span: Span) => void) {
  const start = useRef<{ x: number; span: Span; moved: boolean } | null>(null)
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button === 0) start.current = { x: event.clientX, span, moved: false }
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      const from = start.current
      if (!from || (!from.moved && Math.abs(event.clientX - from.x) < 4)) return
      if (!from.moved) event.currentTarget.setPointerCapture(event.pointerId)
      from.moved = true
      onSpan(pan(from.span, (from.x - event.clientX) / width))
    },
    onPointerUp: () => {
      start.current = null
    },
    onPointerCancel: () => {
      start.current = null
    },
  }
}

/** React listens to the wheel passively; the page must not scroll while the axis zooms. */
function useWheel(span: Span, width: number, onSpan: (span: Span) => void) {
  const element = useRef<SVGSVGElement>(null)
  useEffect(() => {
    const svg = element.current
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const around = (event.clientX - (svg?.getBoundingClientRect().left ?? 0) - gutter) / width
      onSpan(
        Math.abs(event.deltaX) > Math.abs(event.deltaY)
          ? pan(span, event.deltaX / width)
          : zoom(span, Math.exp(event.deltaY / 500), Math.max(0, Math.min(1, around))),
      )
    }
    svg?.addEventListener('wheel', turn, { passive: false })
    return () => svg?.removeEventListener('wheel', turn)
  }, [span, width, onSpan])
  return element
}
