import type { Box } from './box.ts'
import type { Brush } from './brush.ts'
import { barHeight } from './buckets.ts'
import { widthOf } from './labels.ts'
import { bottomOf, gutter, overviewHeight, overviewTop, plotOf, top, xOf } from './layout.ts'
import type { Palette } from './palette.ts'
import type { Picture } from './picture.ts'
import { sameSpan } from './scale.ts'

/** The chosen moment in words, at the foot of its line; the letters of the two that are compared, at the head of theirs. */
export function drawPills(brush: Brush, { layout, span, chosen, pins, now, words }: Picture, palette: Palette): void {
  const width = plotOf(layout)
  const bottom = bottomOf(layout)
  brush.layer()
  const x = (at: number) => xOf(at, span, layout)
  if (now >= span.from && now <= span.to && !(chosen && Math.abs(x(chosen.at) - x(now)) < 110)) brush.text(words.now, Math.min(x(now), gutter + width - 10), bottom + 12, { fill: palette.ink3 })
  for (const [index, entry] of pins.entries()) {
    if (!entry || entry.at < span.from || entry.at > span.to) continue
    brush.boxes([{ x: x(entry.at) - 9, y: top - 16, width: 18, height: 18 }], { fill: palette.vio }, 9)
    brush.text(index === 0 ? 'A' : 'B', x(entry.at), top - 6.5, { fill: palette.panel, weight: 700 })
  }
  if (!chosen || chosen.at < span.from || chosen.at > span.to) return
  const half = widthOf(words.chosen) / 2 + 12
  const middle = Math.min(gutter + width - half, Math.max(gutter + half, x(chosen.at)))
  brush.boxes([{ x: middle - half, y: bottom + 1, width: half * 2, height: 22 }], { fill: palette['accent-bg'] }, 11)
  brush.text(words.chosen, middle, bottom + 12.5, { fill: palette.accent, weight: 600 })
}

/** All events of the whole time as bars, and the window that is shown of it. */
export function drawOverview(brush: Brush, { layout, span, whole, buckets }: Picture, palette: Palette): void {
  const y = overviewTop(layout)
  const width = plotOf(layout)
  const base = y + overviewHeight
  const of = (counts: Uint16Array): Box[] => bars(counts, buckets.most, width, base)
  brush.layer()
  brush.boxes([{ x: gutter, y: base - 0.5, width, height: 1 }], { fill: palette.line2 })
  brush.boxes(of(buckets.all), { fill: palette.ink3, opacity: 0.75 })
  brush.boxes(of(buckets.problems), { fill: palette.bad })
  if (sameSpan(span, whole)) return
  const at = (time: number) => gutter + Math.max(0, Math.min(1, (time - whole.from) / (whole.to - whole.from))) * width
  const [from, to] = [at(span.from), at(span.to)]
  const least = Math.max(6, to - from)
  const left = Math.min(from, gutter + width - least)
  brush.boxes([{ x: left, y: y - 2, width: least, height: overviewHeight + 3 }], { fill: palette.accent, opacity: 0.16 }, 3)
  brush.boxes([{ x: left, y: y - 2, width: least, height: overviewHeight + 3 }], { fill: 'none', stroke: palette.accent, lineWidth: 1.4 }, 3)
}

function bars(counts: Uint16Array, most: number, width: number, base: number): Box[] {
  const each = width / counts.length
  const boxes: Box[] = []
  for (const [place, count] of counts.entries()) {
    if (count === 0) continue
    const height = barHeight(count, most, overviewHeight - 3)
    boxes.push({ x: gutter + place * each, y: base - height, width: Math.max(1, each - 1), height })
  }
  return boxes
}
