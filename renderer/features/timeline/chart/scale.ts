/** A window on time, in milliseconds. */
export interface Span {
  from: number
  to: number
}

const second = 1_000
const day = 86_400 * second
const shortest = 10 * second
const longest = 20 * 365 * day

/** All times with a margin; without any, the day that ends now. */
export function spanOf(times: readonly number[], now: number): Span {
  if (times.length === 0) return { from: now - day, to: now }
  const from = times.reduce((least, at) => Math.min(least, at), Infinity)
  const to = times.reduce((most, at) => Math.max(most, at), -Infinity)
  const margin = Math.max((to - from) * 0.05, shortest / 2)
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

/** Keeps at least a tenth of the window over what there is to see, so that nobody gets lost in empty time. */
export function keepNear(span: Span, whole: Span): Span {
  const width = span.to - span.from
  const most = whole.to - width * 0.1
  const least = whole.from - width * 0.9
  const from = Math.min(Math.max(span.from, least), Math.max(least, most))
  return from === span.from ? span : { from, to: from + width }
}

/** The window around some events of a merged mark, wide enough that they part. Null where they are too near to part. */
export function partingSpan(first: number, last: number): Span | null {
  if (last - first < shortest / 10) return null
  const width = Math.max(shortest, (last - first) * 1.5)
  const middle = (first + last) / 2
  return { from: middle - width / 2, to: middle + width / 2 }
}

export function sameSpan(a: Span, b: Span): boolean {
  const slack = (a.to - a.from) * 0.001
  return Math.abs(a.from - b.from) <= slack && Math.abs(a.to - b.to) <= slack
}

/** What lies between two windows, for a movement from one to the other; the width changes evenly to the eye. */
export function between(a: Span, b: Span, share: number): Span {
  if (share >= 1) return b
  const width = (a.to - a.from) * ((b.to - b.from) / (a.to - a.from)) ** share
  const middle = (a.from + a.to) / 2 + ((b.from + b.to) / 2 - (a.from + a.to) / 2) * share
  return { from: middle - width / 2, to: middle + width / 2 }
}
