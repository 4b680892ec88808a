import { useTranslation } from 'react-i18next'
import { errorWords } from '../../i18n/errors.ts'
import { useFormat } from '../../i18n/format.ts'
import { environmentColours } from '../../ui/env-dot.tsx'
import type { Lane } from './lanes.ts'
import { gravest } from './looks.ts'
import { MarkShape } from './mark.tsx'
import { marksOf, type Mark, type Span } from './scale.ts'
import css from './timeline.module.css'

interface LaneRowProps {
  lane: Lane
  span: Span
  left: number
  width: number
  /** Middle of the lane. */
  y: number
  height: number
  chosen: string | null
  onChoose: (id: string) => void
}

export function LaneRow({ lane, span, left, width, y, height, chosen, onChoose }: LaneRowProps) {
  const { i18n } = useTranslation()
  const { environment, events, problem } = lane
  const production = environment.class === 'production'
  const marks = marksOf(events, span, width)
  const words = problem && errorWords(problem, i18n.language).message
  return (
    <g>
      <circle cx={18} cy={y} r={4} fill={environmentColours[environment.colour]} />
      <text x={30} y={y + 4} className={production ? `${css.lane} ${css.strong}` : css.lane}>
        <title>{environment.name}</title>
        {shorten(environment.name, 14)}
      </text>
      <path d={`M${left} ${y}h${width}`} className={production ? `${css.line} ${css.prod}` : problem ? `${css.line} ${css.broken}` : css.line} />
      {words && (
        <text x={left + 8} y={y - 10} className={css.problem}>
          {shorten(words, Math.floor(width / 6.5))}
          <title>{words}</title>
        </text>
      )}
      <g transform={`translate(${left} ${y})`}>
        {withLabels(marks).map(({ mark, label }) => (
          <EventMark key={mark.events[0]?.id} mark={mark} label={label} room={height} chosen={mark.events.some(({ id }) => id === chosen)} onChoose={onChoose} />
        ))}
      </g>
    </g>
  )
}

interface EventMarkProps {
  mark: Mark
  label: string | undefined
  room: number
  chosen: boolean
  onChoose: (id: string) => void
}

function EventMark({ mark: { x, events }, label, room, chosen, onChoose }: EventMarkProps) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const shown = gravest(events)
  if (!shown) return null
  const title = events.length > 1 ? t('several', { count: events.length }) : [t(`kinds.${shown.kind}`), shown.version && `V${shown.version}`, shown.description, format.exact(shown.at)].filter(Boolean).join(' · ')
  return (
    <g transform={`translate(${x} 0)`} className={css.mark} onClick={() => onChoose(shown.id)}>
      <title>{title}</title>
      <circle r={13} className={chosen ? css.halo : css.target} />
      <MarkShape kind={shown.kind} />
      {events.length > 1 && (
        <text y={22} className={css.count}>
          ×{events.length}
        </text>
      )}
      {label && room >= 44 && (
        <text y={-16} className={shown.kind.endsWith('failed') ? `${css.label} ${css.labelBad}` : css.label}>
          {label}
        </text>
      )}
    </g>
  )
}

/** Words over the marks, where there is room for them; the later one gives way. */
function withLabels(marks: readonly Mark[]): { mark: Mark; label: string | undefined }[] {
  let free = -Infinity
  return marks.map((mark) => {
    const versions = [...new Set(mark.events.flatMap(({ version }) => (version ? [`V${version}`] : [])))]
    const label = versions.length > 2 ? `${versions[0]}–${versions.at(-1)}` : versions.join(', ')
    const half = (label.length * 6.6) / 2
    if (!label || mark.x - half < free) return { mark, label: undefined }
    free = mark.x + half + 4
    return { mark, label }
  })
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text
}
