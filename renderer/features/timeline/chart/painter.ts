import type { Format } from '../../../i18n/create-format.ts'
import type { Entry } from '../entries.ts'
import type { Lane } from '../lanes.ts'
import { arcsOf } from './arcs.ts'
import { createBrush } from './brush.ts'
import { bucketsOf, type Buckets } from './buckets.ts'
import { clustersOf } from './cluster.ts'
import { labelsOf } from './labels.ts'
import { barWidth, hitAt, layoutOf, msPerPixel, plotOf, type Hit, type Layout } from './layout.ts'
import { onTheme, readPalette } from './palette.ts'
import { drawPicture, type LanePicture } from './picture.ts'
import type { Span } from './scale.ts'
import { ticksOf } from './ticks.ts'
import type { Viewport } from './viewport.ts'

/** What the screen wants to be drawn; the window on time comes from the viewport with every frame. */
export interface Drawing {
  lanes: readonly Lane[]
  /** All that are shown, of every lane. */
  entries: readonly Entry[]
  chosen: Entry | null
  pins: readonly [Entry | null, Entry | null]
  bounds: Span | null
  now: number
  format: Format
  words: { chosen: string; now: string }
  /** What stands over the mark of one event; empty: nothing. */
  wordOf: (entry: Entry) => string
}

export interface Painter {
  show: (drawing: Drawing) => void
  scrollTo: (scroll: number) => void
  hover: (hit: Hit | null) => void
  drawRange: (span: Span | null) => void
  hitAt: (x: number, y: number) => Hit | null
  layout: () => Layout
  dispose: () => void
}

/** Draws into the element, once a frame at most, and again when its size or the theme changes. */
export function createPainter(host: HTMLElement, viewport: Viewport): Painter {
  const brush = createBrush(host)
  const state = { drawing: null as Drawing | null, scroll: 0, hover: null as Hit | null, drawn: null as Span | null, layout: layoutOf(0, 0, 0, 0), palette: readPalette(document.documentElement), frame: 0 }
  const lanesOf = rememberLanes()
  const bucketsFor = rememberBuckets()
  const draw = () => {
    state.frame = 0
    const { drawing, scroll, hover, drawn, palette } = state
    if (!drawing || host.clientWidth === 0) return
    const layout = layoutOf(host.clientWidth, host.clientHeight, drawing.lanes.length, scroll)
    state.layout = layout
    const span = viewport.get()
    const whole = viewport.whole()
    const { chosen, pins, bounds, now, words } = drawing
    drawPicture(brush, { layout, span, whole, chosen, chosenAt: placeOf(chosen, drawing.lanes), pins, hover, bounds, drawn, now, words, ticks: ticksOf(span, plotOf(layout), drawing.format), lanes: lanesOf(drawing, msPerPixel(span, layout)), buckets: bucketsFor(drawing.entries, whole, Math.ceil(plotOf(layout) / barWidth)) }, palette)
  }
  const schedule = () => {
    state.frame ||= requestAnimationFrame(draw)
  }
  const resized = new ResizeObserver(() => {
    brush.resize(host.clientWidth, host.clientHeight)
    draw()
  })
  resized.observe(host)
  const unsubscribe = viewport.subscribe(schedule)
  const offTheme = onTheme(() => {
    state.palette = readPalette(document.documentElement)
    schedule()
  })
  void document.fonts.ready.then(schedule)
  const change = <Key extends keyof typeof state>(key: Key, value: (typeof state)[Key]) => {
    if (state[key] === value) return
    state[key] = value
    schedule()
  }
  return {
    show: (drawing) => change('drawing', drawing),
    scrollTo: (scroll) => change('scroll', scroll),
    hover: (hit) => change('hover', hit),
    drawRange: (drawn) => change('drawn', drawn),
    hitAt: (x, y) => (state.drawing ? hitAt(x, y, viewport.get(), state.layout, lanesOf(state.drawing, msPerPixel(viewport.get(), state.layout)).map(({ clusters }) => clusters)) : null),
    layout: () => state.layout,
    dispose: () => {
      cancelAnimationFrame(state.frame)
      resized.disconnect()
      unsubscribe()
      offTheme()
      brush.dispose()
    },
  }
}

function placeOf(chosen: Entry | null, lanes: readonly Lane[]): { lane: number; index: number } | null {
  const lane = chosen ? lanes.findIndex(({ environment }) => environment.id === chosen.environment?.id) : -1
  const index = chosen && lane >= 0 ? (lanes[lane]?.entries.findIndex(({ event }) => event.id === chosen.event.id) ?? -1) : -1
  return index < 0 ? null : { lane, index }
}

/** Marks and words change with the zoom and with what is shown, not with the window's place. */
function rememberLanes(): (drawing: Drawing, scale: number) => readonly LanePicture[] {
  let known: { lanes: readonly Lane[]; wordOf: Drawing['wordOf']; scale: number; pictures: readonly LanePicture[] } | null = null
  return ({ lanes, wordOf }, scale) => {
    const isSame = known !== null && known.lanes === lanes && known.wordOf === wordOf && Math.abs(known.scale / scale - 1) < 1e-9
    if (known && isSame) return known.pictures
    const before = known?.lanes === lanes ? known.pictures : []
    const pictures = lanes.map((lane, index): LanePicture => {
      const clusters = clustersOf(lane.entries, scale)
      return { lane, clusters, labels: labelsOf(clusters, lane.entries, scale, wordOf), arcs: before[index]?.arcs ?? arcsOf(lane.entries) }
    })
    known = { lanes, wordOf, scale, pictures }
    return pictures
  }
}

function rememberBuckets(): (entries: readonly Entry[], whole: Span, count: number) => Buckets {
  let known: { entries: readonly Entry[]; whole: Span; count: number; buckets: Buckets } | null = null
  return (entries, whole, count) => {
    if (known && known.entries === entries && known.whole === whole && known.count === count) return known.buckets
    known = { entries, whole, count, buckets: bucketsOf(entries, whole, count) }
    return known.buckets
  }
}
