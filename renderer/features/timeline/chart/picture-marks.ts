import type { Brush } from './brush.ts'
import { inSight, type Cluster } from './cluster.ts'
import { bottomOf, gutter, laneY, msPerPixel, plotOf, top, xOf } from './layout.ts'
import { inkOf, softOf, type Palette } from './palette.ts'
import type { LanePicture, Picture } from './picture.ts'

/** The marks of all lanes, with what is said over them. */
export function drawMarks(brush: Brush, picture: Picture, palette: Palette): void {
  const { layout, lanes } = picture
  brush.layer({ x: gutter - 14, y: top - 4, width: plotOf(layout) + 28, height: Math.max(0, bottomOf(layout) - top + 4) })
  for (const [index, lane] of lanes.entries()) {
    const y = laneY(index, layout)
    if (y > top - 30 && y < bottomOf(layout) + 30) drawLane(brush, picture, { lane, index, y: Math.round(y) }, palette)
  }
}

function drawLane(brush: Brush, { layout, span, chosenAt, hover }: Picture, { lane, index, y }: { lane: LanePicture; index: number; y: number }, palette: Palette): void {
  const { clusters, labels } = lane
  const [from, to] = inSight(clusters, span.from, span.to, msPerPixel(span, layout))
  for (let place = from; place < to; place += 1) {
    const cluster = clusters[place]
    if (!cluster) continue
    const x = xOf(cluster.at, span, layout)
    if (chosenAt?.lane === index && chosenAt.index >= cluster.first && chosenAt.index <= cluster.last) drawHalo(brush, x, y, cluster, { fill: palette['accent-bg'], stroke: palette.accent })
    else if (hover?.lane === index && hover.cluster.first === cluster.first) drawHalo(brush, x, y, cluster, { fill: palette['grey-bg'], stroke: palette.line2 })
    drawMark(brush, cluster, x, y, palette)
    const label = labels.get(place)
    if (label && layout.laneHeight >= 44) brush.text(label, x, y - 20, { fill: isLoud(cluster) ? inkOf(palette, cluster.top.look.tone) : palette.ink2, stroke: palette.bg, lineWidth: 3 })
  }
}

/** Among very many events there is always one that failed: then the colour would say nothing. */
function isLoud({ first, last, top: { look } }: Cluster): boolean {
  return last - first < 9 && (look.tone === 'bad' || look.tone === 'warn')
}

function drawHalo(brush: Brush, x: number, y: number, { half }: Cluster, style: { fill: string; stroke: string }): void {
  brush.boxes([{ x: x - half - 4, y: y - 14, width: half * 2 + 8, height: 28 }], { ...style, lineWidth: 1 }, 14)
}

function drawMark(brush: Brush, cluster: Cluster, x: number, y: number, palette: Palette): void {
  const { top: { look }, first, last, half } = cluster
  const ink = inkOf(palette, look.tone)
  const soft = softOf(palette, look.tone)
  if (first === last) return brush.sign(look.shape, x, y, ink, soft)
  brush.boxes([{ x: x - half, y: y - 10, width: half * 2, height: 20 }], { fill: palette.panel, stroke: last - first < 9 ? ink : palette.ink3, lineWidth: 1.2 }, 10)
  brush.sign(look.shape, x - half + 11, y, ink, soft, 0.72)
  brush.text(String(last - first + 1), x + 8, y + 0.5, { fill: palette.ink, size: 11, weight: 560 })
}
