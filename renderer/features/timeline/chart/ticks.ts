import { scaleTime } from 'd3-scale'
import type { Format } from '../../../i18n/create-format.ts'
import type { Span } from './scale.ts'

export interface Tick {
  at: number
  label: string
  /** Says the day, the month or the year anew: drawn stronger. */
  major: boolean
}

const minute = 60_000
const day = 86_400_000

/** Round local times for the axis, about one for every `room` pixels, each with the least words that place it. */
export function ticksOf(span: Span, width: number, format: Format, room = 112): Tick[] {
  const times = scaleTime([span.from, span.to], [0, width])
    .ticks(Math.max(2, Math.floor(width / room)))
    .map((at) => at.getTime())
  const step = times.length > 1 ? (times[1] ?? 0) - (times[0] ?? 0) : span.to - span.from
  return times.map((at, index) => {
    const before = times[index - 1]
    const label = labelOf(at, before, step, format)
    return { at, ...label }
  })
}

function labelOf(at: number, before: number | undefined, step: number, format: Format): { label: string; major: boolean } {
  if (step >= 360 * day) return { label: format.date(at, { year: 'numeric' }), major: true }
  if (step >= 27 * day) return labelOfMonth(at, before, format)
  return step >= 0.9 * day ? labelOfDay(at, before, format) : labelOfHour(at, before, step, format)
}

function labelOfMonth(at: number, before: number | undefined, format: Format) {
  const sameYear = before !== undefined && new Date(before).getFullYear() === new Date(at).getFullYear()
  return { label: format.date(at, sameYear ? { month: 'short' } : { month: 'short', year: 'numeric' }), major: !sameYear }
}

function labelOfDay(at: number, before: number | undefined, format: Format) {
  const sameMonth = before !== undefined && new Date(before).getMonth() === new Date(at).getMonth()
  return { label: sameMonth ? format.date(at, { day: 'numeric' }) : format.day(at), major: !sameMonth }
}

function labelOfHour(at: number, before: number | undefined, step: number, format: Format) {
  const clock = format.date(at, { hour: '2-digit', minute: '2-digit', ...(step < minute && { second: '2-digit' }) })
  if (before !== undefined && new Date(before).getDate() === new Date(at).getDate()) return { label: clock, major: false }
  const midnight = new Date(at).getHours() === 0 && new Date(at).getMinutes() === 0
  return { label: midnight ? format.day(at) : `${format.day(at)} ${clock}`, major: true }
}
