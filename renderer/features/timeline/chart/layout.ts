import { nearest, type Cluster } from './cluster.ts'
import type { Span } from './scale.ts'

/** Where things stand, in pixels of the chart. */
export interface Layout {
  width: number
  /** Of what is in sight; lanes below it are scrolled to. */
  height: number
  lanes: number
  laneHeight: number
  /** Height of all lanes. */
  lanesHeight: number
  scroll: number
}

/** Room at the left of the plot; the names of the lanes stand beside the canvas. */
export const gutter = 24
export const right = 20
/** The axis at the top. */
export const top = 40
/** The pill of the chosen moment, and the whole time at the bottom. */
export const foot = 62
const least = 46
const most = 124

export function layoutOf(width: number, height: number, lanes: number, scroll: number): Layout {
  const room = Math.max(0, height - top - foot)
  const laneHeight = Math.max(least, Math.min(most, room / Math.max(1, lanes)))
  const lanesHeight = laneHeight * lanes
  return { width, height, lanes, laneHeight, lanesHeight, scroll: Math.max(0, Math.min(scroll, lanesHeight - room)) }
}

export function plotOf({ width }: Layout): number {
  return Math.max(50, width - gutter - right)
}

export function xOf(at: number, span: Span, layout: Layout): number {
  return gutter + ((at - span.from) / (span.to - span.from)) * plotOf(layout)
}

export function timeAt(x: number, span: Span, layout: Layout): number {
  return span.from + ((x - gutter) / plotOf(layout)) * (span.to - span.from)
}

export function msPerPixel(span: Span, layout: Layout): number {
  return (span.to - span.from) / plotOf(layout)
}

/** Middle of a lane. */
export function laneY(lane: number, { laneHeight, scroll }: Layout): number {
  return top + laneHeight * (lane + 0.5) - scroll
}

/** Where the lanes end that are in sight. */
export function bottomOf({ lanesHeight, height, scroll }: Layout): number {
  return Math.min(height - foot, top + lanesHeight - scroll)
}

export interface Hit {
  lane: number
  cluster: Cluster
}

const reach = 14

/** The mark under the hand, or near enough to be meant. */
export function hitAt(x: number, y: number, span: Span, layout: Layout, clusters: readonly (readonly Cluster[])[]): Hit | null {
  if (y < top || y > layout.height - foot || x < gutter - reach || x > layout.width - right + reach) return null
  const lane = Math.floor((y - top + layout.scroll) / layout.laneHeight)
  const own = clusters[lane]
  if (!own || Math.abs(y - laneY(lane, layout)) > reach + 4) return null
  const cluster = own[nearest(own, timeAt(x, span, layout))]
  return cluster && Math.abs(xOf(cluster.at, span, layout) - x) <= Math.max(reach, cluster.half) ? { lane, cluster } : null
}

export const overviewHeight = 22
/** How many pixels one bar of the whole time has. */
export const barWidth = 4

export function overviewTop({ height }: Layout): number {
  return height - overviewHeight - 8
}

export function isOverview(x: number, y: number, layout: Layout): boolean {
  return y >= overviewTop(layout) - 4 && x >= gutter - 4 && x <= layout.width - right + 4
}

/** The time of the whole at a place of the bars. */
export function overviewTimeAt(x: number, whole: Span, layout: Layout): number {
  return whole.from + ((x - gutter) / plotOf(layout)) * (whole.to - whole.from)
}
