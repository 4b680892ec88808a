import type { Entry } from '../entries.ts'
import type { Lane } from '../lanes.ts'
import type { Arc } from './arcs.ts'
import type { Brush } from './brush.ts'
import type { Buckets } from './buckets.ts'
import type { Cluster } from './cluster.ts'
import { bottomOf, gutter, laneY, plotOf, top, xOf, type Hit, type Layout } from './layout.ts'
import type { Palette } from './palette.ts'
import { drawMarks } from './picture-marks.ts'
import { drawOverview, drawPills } from './picture-foot.ts'
import type { Span } from './scale.ts'
import type { Tick } from './ticks.ts'

export interface LanePicture {
  lane: Lane
  clusters: readonly Cluster[]
  labels: ReadonlyMap<number, string>
  arcs: readonly Arc[]
}

/** Everything that one frame shows. */
export interface Picture {
  layout: Layout
  span: Span
  whole: Span
  ticks: readonly Tick[]
  lanes: readonly LanePicture[]
  buckets: Buckets
  chosen: Entry | null
  /** Lane of the chosen one, and its place there. */
  chosenAt: { lane: number; index: number } | null
  pins: readonly [Entry | null, Entry | null]
  hover: Hit | null
  /** Events outside are filtered away. */
  bounds: Span | null
  /** A range that is being drawn. */
  drawn: Span | null
  now: number
  words: { chosen: string; now: string }
}

export function drawPicture(brush: Brush, picture: Picture, palette: Palette): void {
  brush.begin(palette)
  drawGround(brush, picture, palette)
  drawLines(brush, picture, palette)
  drawMarks(brush, picture, palette)
  drawAxis(brush, picture, palette)
  drawPills(brush, picture, palette)
  drawOverview(brush, picture, palette)
  brush.end()
}

const crisp = (at: number) => Math.round(at) + 0.5

function drawGround(brush: Brush, { layout, span, ticks, bounds, drawn, now }: Picture, palette: Palette): void {
  const bottom = bottomOf(layout)
  const plot = { x: gutter, y: top - 12, width: plotOf(layout), height: Math.max(0, bottom - top + 12) }
  brush.layer({ ...plot, width: plot.width + 1 })
  const grid = (wanted: boolean) => ticks.filter(({ major }) => major === wanted).flatMap(({ at }): [number, number][] => [[crisp(xOf(at, span, layout)), top - 12], [crisp(xOf(at, span, layout)), bottom]])
  brush.line(grid(false), { stroke: palette.line, lineDash: [2, 4] })
  brush.line(grid(true), { stroke: palette.line2, lineDash: [2, 4] })
  if (bounds) {
    const [from, to] = [xOf(bounds.from, span, layout), xOf(bounds.to, span, layout)]
    const sides = [{ ...plot, width: Math.max(0, from - plot.x) }, { ...plot, x: to, width: Math.max(0, plot.x + plot.width - to) }]
    brush.boxes(sides.filter(({ width }) => width > 0), { fill: palette['grey-bg'], opacity: 0.55 })
  }
  if (drawn) {
    const from = xOf(drawn.from, span, layout)
    brush.boxes([{ ...plot, x: from, width: xOf(drawn.to, span, layout) - from }], { fill: palette['accent-bg'], stroke: palette.accent, lineWidth: 1, opacity: 0.7 })
  }
  brush.line([[crisp(xOf(now, span, layout)), top - 12], [crisp(xOf(now, span, layout)), bottom]], { stroke: palette.ink3, lineWidth: 1, opacity: 0.6 })
}

/** The lanes themselves, the lines of the chosen moments, and the bows of what was undone. */
function drawLines(brush: Brush, { layout, span, lanes, chosen, pins }: Picture, palette: Palette): void {
  const bottom = bottomOf(layout)
  const width = plotOf(layout)
  brush.layer({ x: gutter - 14, y: top - 12, width: width + 28, height: Math.max(0, bottom - top + 14) })
  for (const [index, { lane, arcs }] of lanes.entries()) {
    const y = Math.round(laneY(index, layout))
    const production = lane.environment.class === 'production'
    brush.line([[gutter, y], [gutter + width, y]], { stroke: production ? palette.prod : palette.line2, lineWidth: 2, opacity: production ? 0.55 : 1, ...(lane.problem && { lineDash: [3, 6] }) })
    drawBows(brush, arcs, y, { layout, span }, palette)
  }
  for (const entry of pins) if (entry) upright(brush, xOf(entry.at, span, layout), [top - 12, bottom], palette.vio)
  if (chosen) upright(brush, xOf(chosen.at, span, layout), [top - 12, bottom + 2], palette.accent)
}

function upright(brush: Brush, x: number, [from, to]: readonly [number, number], stroke: string): void {
  brush.line([[crisp(x), from], [crisp(x), to]], { stroke, lineWidth: 1.5 })
}

const leastBow = 14
const mostBows = 12

/** Few are a story, many are a tangle: those are left to the list and to a closer look. */
function drawBows(brush: Brush, arcs: readonly Arc[], y: number, { layout, span }: Pick<Picture, 'layout' | 'span'>, palette: Palette): void {
  const deepest = layout.laneHeight / 2 - 10
  if (deepest < 12) return
  const seen = arcs.filter(({ from, to }) => from.at >= span.from && to.at <= span.to && xOf(from.at, span, layout) - xOf(to.at, span, layout) >= leastBow)
  if (seen.length > mostBows) return
  for (const { from, to } of seen) {
    const [right, left] = [xOf(from.at, span, layout), xOf(to.at, span, layout)]
    brush.bow(right, left, y + 10, Math.min(deepest, 10 + (right - left) / 3), { stroke: palette.vio, lineWidth: 1.6 })
  }
}

function drawAxis(brush: Brush, { layout, span, ticks }: Picture, palette: Palette): void {
  brush.layer({ x: gutter - 30, y: 0, width: plotOf(layout) + 30 + 20, height: top })
  for (const { at, label, major } of ticks) brush.text(label, xOf(at, span, layout), top - 23, { fill: major ? palette.ink2 : palette.ink3, weight: major ? 560 : 400 })
}
