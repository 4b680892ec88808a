import type { Entry } from '../entries.ts'

/** One mark of a lane: an event, or several that would lie on one another. */
export interface Cluster {
  /** Where its middle stands, in milliseconds. */
  at: number
  /** Events of the lane that it holds: from `first` up to and with `last`. */
  first: number
  last: number
  /** The gravest of them: gives the mark its look. */
  top: Entry
  /** Half of its width in pixels. */
  half: number
}

export const markHalf = 8
const gap = 2

/** Half the width of a mark that stands for so many events: its shape and the number. */
export function halfOf(count: number): number {
  return count === 1 ? markHalf : 13 + String(count).length * 3.4
}

/**
 * Groups the events of one lane, sorted by time, so that no two marks touch. It depends on the zoom alone and not on where the window
 * stands: moving the window parts and merges nothing.
 */
export function clustersOf(entries: readonly Entry[], msPerPixel: number): Cluster[] {
  const clusters: Cluster[] = []
  for (const [index, top] of entries.entries()) {
    let next: Cluster = { at: top.at, first: index, last: index, top, half: markHalf }
    for (let before = clusters.at(-1); before && touch(before, next, msPerPixel); before = clusters.at(-1)) {
      clusters.pop()
      next = merge(before, next, entries)
    }
    clusters.push(next)
  }
  return clusters
}

function touch(a: Cluster, b: Cluster, msPerPixel: number): boolean {
  return (b.at - a.at) / msPerPixel < a.half + b.half + gap
}

function merge(a: Cluster, b: Cluster, entries: readonly Entry[]): Cluster {
  const from = entries[a.first]?.at ?? a.at
  const to = entries[b.last]?.at ?? b.at
  return { at: (from + to) / 2, first: a.first, last: b.last, top: b.top.look.rank >= a.top.look.rank ? b.top : a.top, half: halfOf(b.last - a.first + 1) }
}

/** The marks that reach into the window: from the first up to and without the second. */
export function inSight(clusters: readonly Cluster[], from: number, to: number, msPerPixel: number): [number, number] {
  const margin = 30 * msPerPixel
  return [lowerBound(clusters, from - margin), lowerBound(clusters, to + margin)]
}

/** Place of the first that is not before the time. */
export function lowerBound(sorted: readonly { at: number }[], at: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** Place of the one that is nearest to the time; -1 where there is none. */
export function nearest(sorted: readonly { at: number }[], at: number): number {
  const after = lowerBound(sorted, at)
  const before = after - 1
  if (after >= sorted.length) return before
  if (before < 0) return after
  return at - (sorted[before]?.at ?? 0) <= (sorted[after]?.at ?? 0) - at ? before : after
}
