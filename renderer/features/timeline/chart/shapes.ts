import type { Shape } from '../looks.ts'

/** `fill`: the colour itself; `soft`: its outline over its tint; `stroke`: a line on it; `cut`: a line in the colour of the ground. */
export type Ink = 'fill' | 'soft' | 'stroke' | 'cut'

export interface Piece {
  ink: Ink
  /** SVG path data, centred on 0,0 within a square of 16. */
  d: string
}

const circle = (r: number) => `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`
const box = 'M-4-7H4A3 3 0 0 1 7-4V4A3 3 0 0 1 4 7H-4A3 3 0 0 1-7 4V-4A3 3 0 0 1-4-7Z'
const check = 'M-3.2 .2-1 2.6 3.4-2.6'

/** One drawing for the lanes and for the legend. */
export const shapes: Record<Shape, readonly Piece[]> = {
  disc: [{ ink: 'fill', d: circle(6) }],
  ring: [{ ink: 'soft', d: circle(6) }, { ink: 'stroke', d: 'M-2.4 0H2.4' }],
  square: [{ ink: 'soft', d: box }],
  checked: [{ ink: 'soft', d: box }, { ink: 'stroke', d: check }],
  down: [{ ink: 'soft', d: box }, { ink: 'stroke', d: 'M0-4V3.4M-3 .6 0 3.6 3 .6' }],
  swap: [{ ink: 'soft', d: box }, { ink: 'stroke', d: 'M-3.6-1.8H3.2L1-4M3.6 1.8H-3.2L-1 4' }],
  back: [{ ink: 'soft', d: circle(7) }, { ink: 'stroke', d: 'M-3.2-1.4H1A2.3 2.3 0 0 1 1 3.2H-1.2M-1-3.6-3.2-1.4-1 .8' }],
  cross: [{ ink: 'fill', d: circle(7) }, { ink: 'cut', d: 'M-2.5-2.5 2.5 2.5M2.5-2.5-2.5 2.5' }],
  question: [{ ink: 'soft', d: circle(7) }, { ink: 'stroke', d: 'M-2-1.6A2 2 0 1 1 .6 .2Q0 .5 0 1.4M0 3.6V3.7' }],
  triangle: [{ ink: 'soft', d: 'M0-7.2 7.6 6.2H-7.6Z' }, { ink: 'stroke', d: 'M0-2.2V1.6M0 3.9V4' }],
  settled: [{ ink: 'soft', d: 'M0-7.2 7.6 6.2H-7.6Z' }],
  diamond: [{ ink: 'soft', d: 'M0-7.4 7.4 0 0 7.4-7.4 0Z' }],
  stamp: [{ ink: 'soft', d: 'M0-7.2 6.4-3.6V3.6L0 7.2-6.4 3.6V-3.6Z' }, { ink: 'stroke', d: check }],
  flag: [{ ink: 'stroke', d: 'M-4-7V7' }, { ink: 'soft', d: 'M-4-6.4H6.4L3.6-2.8 6.4 .8H-4Z' }],
  bar: [{ ink: 'fill', d: 'M-2.5-6.5A2.5 2.5 0 0 1 2.5-6.5V6.5A2.5 2.5 0 0 1-2.5 6.5Z' }],
}
