import { useFormat } from '../../i18n/format.ts'
import { ticksOf, type Span } from './scale.ts'
import css from './timeline.module.css'

interface AxisProps {
  span: Span
  left: number
  width: number
  top: number
  bottom: number
}

const day = 86_400_000

export function Axis({ span, left, width, top, bottom }: AxisProps) {
  const format = useFormat()
  const x = (at: number) => left + ((at - span.from) / (span.to - span.from)) * width
  return (
    <g>
      {ticksOf(span, width).map(({ at, step }, index, ticks) => {
        const ofDay = format.day(at)
        const before = ticks[index - 1]
        const hours = format.date(at, { hour: '2-digit', minute: '2-digit', ...(step < 60_000 && { second: '2-digit' }) })
        const label = step >= day ? ofDay : before && format.day(before.at) === ofDay ? hours : `${ofDay} ${hours}`
        return (
          <g key={at}>
            <path d={`M${x(at)} ${top - 14}V${bottom}`} className={css.grid} />
            <text x={x(at)} y={top - 22} className={css.tick}>
              {label}
            </text>
          </g>
        )
      })}
    </g>
  )
}

/** The chosen moment across all lanes. */
export function Cursor({ at, span, left, width, top, bottom }: AxisProps & { at: number }) {
  const format = useFormat()
  const share = (at - span.from) / (span.to - span.from)
  if (share < 0 || share > 1) return null
  const x = left + share * width
  const pill = Math.min(left + width - 60, Math.max(left + 60, x))
  return (
    <g>
      <path d={`M${x} ${top}V${bottom}`} className={css.cursor} />
      <rect x={pill - 62} y={bottom} width={124} height={22} rx={11} className={css.pill} />
      <text x={pill} y={bottom + 15} className={css.pillText}>
        {format.dateTime(at)}
      </text>
    </g>
  )
}
