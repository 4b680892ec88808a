import type { Entry } from '../entries.ts'
import type { Span } from './scale.ts'

export interface Buckets {
  all: Uint16Array
  problems: Uint16Array
  most: number
}

/** How many events, and how many problems, fall into each of so many equal parts of the whole time. */
export function bucketsOf(entries: readonly Entry[], { from, to }: Span, count: number): Buckets {
  const all = new Uint16Array(count)
  const problems = new Uint16Array(count)
  let most = 0
  for (const { at, look } of entries) {
    const place = Math.floor(((at - from) / (to - from)) * count)
    if (place < 0 || place >= count) continue
    all[place] = (all[place] ?? 0) + 1
    if (look.rank >= 7) problems[place] = (problems[place] ?? 0) + 1
    most = Math.max(most, all[place] ?? 0)
  }
  return { all, problems, most }
}

/** Few events must be seen beside many: the height grows with the logarithm. */
export function barHeight(count: number, most: number, height: number): number {
  return count === 0 ? 0 : Math.max(2, (Math.log1p(count) / Math.log1p(most)) * height)
}
