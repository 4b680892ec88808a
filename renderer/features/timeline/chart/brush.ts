import 'zrender/lib/canvas/canvas'
import { Path, init, path, type PathStyleProps, type TSpanStyleProps } from 'zrender'
import type { Shape } from '../looks.ts'
import type { Box } from './box.ts'
import { Layer } from './layers.ts'
import type { Palette } from './palette.ts'
import { shapes, type Ink } from './shapes.ts'

/** Draws on a canvas through zrender. What one frame drew is taken again by the next, so that nothing is made anew while the hand moves. */
export interface Brush {
  /** Begins a frame. */
  begin: (palette: Palette) => void
  /** What is drawn until the next layer lies under it; a clip cuts it off. */
  layer: (clip?: Box) => void
  line: (points: readonly (readonly [number, number])[], style: PathStyleProps) => void
  /** Several boxes of one look at once. */
  boxes: (boxes: readonly Box[], style: PathStyleProps, radius?: number) => void
  /** From one point of a line to another, bowed down, with a head at its end. */
  bow: (from: number, to: number, y: number, depth: number, style: PathStyleProps) => void
  sign: (shape: Shape, x: number, y: number, ink: string, soft: string, scale?: number) => void
  text: (text: string, x: number, y: number, style: TSpanStyleProps & { size?: number; weight?: number }) => void
  /** Puts the frame on the canvas. */
  end: () => void
  resize: (width: number, height: number) => void
  dispose: () => void
}

interface Boxes {
  boxes: readonly Box[]
  radius: number
}

const Lines = Path.extend({
  shape: { points: [] as readonly (readonly [number, number])[] },
  buildPath: (to, { points }) => {
    for (const [index, [x, y]] of points.entries()) {
      if (index % 2 === 0) to.moveTo(x, y)
      else to.lineTo(x, y)
    }
  },
})

const Rects = Path.extend({
  shape: { boxes: [], radius: 0 } as Boxes,
  buildPath: (to, { boxes, radius }) => {
    for (const { x, y, width, height } of boxes) round(to, x, y, width, height, Math.min(radius, width / 2, height / 2))
  },
})

type Pen = Parameters<Path['buildPath']>[0]

function round(to: Pen, x: number, y: number, width: number, height: number, radius: number): void {
  if (radius <= 0) return void to.rect(x, y, width, height)
  to.moveTo(x + radius, y)
  to.arcTo(x + width, y, x + width, y + height, radius)
  to.arcTo(x + width, y + height, x, y + height, radius)
  to.arcTo(x, y + height, x, y, radius)
  to.arcTo(x, y, x + width, y, radius)
  to.closePath()
}

const signs = new Map<string, ReturnType<typeof path.extendFromString>>()

function signOf(d: string) {
  const known = signs.get(d) ?? path.extendFromString(d)
  signs.set(d, known)
  return known
}

const Bow = Path.extend({
  shape: { from: 0, to: 0, y: 0, depth: 0 },
  buildPath: (pen, { from, to, y, depth }) => {
    pen.moveTo(from, y)
    pen.bezierCurveTo(from, y + depth * 1.34, to, y + depth * 1.34, to, y + 1)
    pen.moveTo(to - 3.5, y + 5)
    pen.lineTo(to, y)
    pen.lineTo(to + 3.5, y + 5)
  },
})

/** The canvas fills the element. */
export function createBrush(host: HTMLElement): Brush {
  const canvas = init(host, { renderer: 'canvas', devicePixelRatio: window.devicePixelRatio })
  const layers: Layer[] = []
  let used = 0
  let palette: Palette
  const now = () => layers[used - 1] ?? nextLayer()
  const nextLayer = (): Layer => {
    let layer = layers[used]
    if (!layer) {
      layer = new Layer(used)
      layers.push(layer)
      canvas.add(layer.group)
    }
    used += 1
    return layer
  }
  return {
    begin: (colours) => {
      palette = colours
      used = 0
    },
    layer: (clip) => nextLayer().clipTo(clip),
    line: (points, style) => put(now().path('line', 1, () => new Lines({ shape: { points: [] } })), { points }, { fill: 'none', ...style }),
    boxes: (boxes, style, radius = 0) => put(now().path('box', 0, () => new Rects({ shape: { boxes: [], radius: 0 } })), { boxes, radius }, style),
    bow: (from, to, y, depth, style) => put(now().path('bow', 2, () => new Bow({ shape: { from: 0, to: 0, y: 0, depth: 0 } })), { from, to, y, depth }, { fill: 'none', lineCap: 'round', lineJoin: 'round', ...style }),
    sign: (shape, x, y, ink, soft, scale = 1) => {
      for (const [index, { ink: kind, d }] of shapes[shape].entries()) {
        const Sign = signOf(d)
        const piece = now().path(kind + d, 3 + index, () => new Sign())
        piece.attr({ x, y, scaleX: scale, scaleY: scale })
        dress(piece, inkStyle(kind, ink, soft, palette))
      }
    },
    text: (text, x, y, { size = 11, weight = 400, ...style }) => {
      const span = now().text()
      span.attr('style', { text, x, y, font: `${weight} ${size}px ${palette.font}`, textBaseline: 'middle', textAlign: 'center', fill: palette.ink2, ...style })
    },
    end: () => {
      for (const [index, layer] of layers.entries()) {
        layer.rest()
        if (layer.group.ignore !== index >= used) layer.group.attr('ignore', index >= used)
      }
      canvas.refreshImmediately(true)
    },
    resize: (width, height) => canvas.resize({ width, height }),
    dispose: () => canvas.dispose(),
  }
}

function put(element: Path, shape: Record<string, unknown>, style: PathStyleProps): void {
  element.setShape(shape)
  dress(element, style)
}

/** What a style does not say is as if it had never been said. */
function dress(element: Path, style: PathStyleProps): void {
  element.useStyle(style)
}

function inkStyle(kind: Ink, ink: string, soft: string, { panel }: Palette): PathStyleProps {
  if (kind === 'fill') return { fill: ink }
  if (kind === 'soft') return { fill: soft, stroke: ink, lineWidth: 1.8, lineJoin: 'round' }
  return { fill: 'none', stroke: kind === 'cut' ? panel : ink, lineWidth: 1.6, lineCap: 'round', lineJoin: 'round' }
}
