import type { TimelineEvent } from '#shared/contract/timeline.ts'

/** A window on time, in milliseconds. */
export interface Span {
  from: number
  to: number
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const shortest = 10 * second
const longest = 20 * 365 * day

/** All events with a margin; without any, the day that ends now. */
export function spanOf(events: readonly TimelineEvent[], now: number): Span {
  if (events.length === 0) return { from: now - day, to: now }
  const times = events.map(({ at }) => Date.parse(at))
  const from = times.reduce((least, at) => Math.min(least, at), Infinity)
  const to = times.reduce((most, at) => Math.max(most, at), -Infinity)
  const margin = Math.max((to - from) * 0.06, shortest / 8)
  return { from: from - margin, to: to + margin }
}

/** Zooms by a factor around a point, given as a share of the width. */
export function zoom({ from, to }: Span, factor: number, around = 0.5): Span {
  const width = Math.min(longest, Math.max(shortest, (to - from) * factor))
  const fixed = from + (to - from) * around
  return { from: fixed - width * around, to: fixed + width * (1 - around) }
}

export function pan({ from, to }: Span, share: number): Span {
  const by = (to - from) * share
  return { from: from + by, to: to + by }
}

/** Moves the window just so far that the point is in it, with some room around. */
export function reveal(span: Span, at: number): Span {
  const room = (span.to - span.from) * 0.08
  if (at < span.from + room) return pan(span, (at - room - span.from) / (span.to - span.from))
  if (at > span.to - room) return pan(span, (at + room - span.to) / (span.to - span.from))
  return span
}

const steps = [second, 5 * second, 15 * second, minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 30 * day, 91 * day, 365 * day, 5 * 365 * day]

/** Round local times for the axis, about one for every `room` pixels. */
export function ticksOf(span: Span, width: number, room = 110): { at: number; step: number }[] {
  const wanted = ((span.to - span.from) * room) / Math.max(1, width)
  const step = steps.find((each) => each >= wanted) ?? steps.at(-1) ?? day
  const offset = new Date(span.from).getTimezoneOffset() * minute
  const first = Math.ceil((span.from - offset) / step) * step + offset
  const count = Math.max(0, Math.floor((span.to - first) / step) + 1)
  return Array.from({ length: count }, (_, index) => ({ at: first + index * step, step }))
}

/** Events that would lie on one another are one mark; the gravest gives it its look. */
export interface Mark {
  x: number
  events: readonly TimelineEvent[]
}

/** Groups the events of one lane, sorted by time, so that marks stand at least `gap` pixels apart. */
export function marksOf(events: readonly TimelineEvent[], span: Span, width: number, gap = 10): Mark[] {
  const marks: { x: number; events: TimelineEvent[] }[] = []
  for (const event of events) {
    const x = ((Date.parse(event.at) - span.from) / (span.to - span.from)) * width
    if (x < -gap || x > width + gap) continue
    const last = marks.at(-1)
    if (last && x - last.x < gap) last.events.push(event)
    else marks.push({ x, events: [event] })
  }
  return marks
}
