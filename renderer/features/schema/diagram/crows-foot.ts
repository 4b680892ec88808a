import type { DiagramRelation, Point } from './shapes.ts'

export interface Ends {
  /** Strokes of both ends, as a path. */
  strokes: string
  /** Rings that say "or none". */
  rings: Point[]
}

const reach = 5

/** A path along points, its corners rounded. */
export function pathAlong(points: readonly Point[], radius = 6): string {
  const [first, ...rest] = points
  if (!first) return ''
  const parts = [`M${at(first)}`]
  rest.forEach((point, index) => {
    const before = points[index] ?? first
    const after = rest[index + 1]
    if (!after) return parts.push(`L${at(point)}`)
    const r = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2)
    return parts.push(`L${at(towards(point, before, r))}`, `Q${at(point)} ${at(towards(point, after, r))}`)
  })
  return parts.join('')
}

/** Crow's feet: at the table with the key many rows, or at most one where the key is unique; at the other one, or perhaps none. */
export function endsOf({ unique, required }: DiagramRelation, points: readonly Point[]): Ends {
  const [start, second] = points
  const [end, beforeEnd] = [points.at(-1), points.at(-2)]
  if (!start || !second || !end || !beforeEnd) return { strokes: '', rings: [] }
  const strokes = [unique ? bar(start, second, 7) : foot(start, second), bar(end, beforeEnd, 6), ...(required ? [bar(end, beforeEnd, 11)] : [])]
  return { strokes: strokes.join(''), rings: [towards(start, second, unique ? 14 : 15), ...(required ? [] : [towards(end, beforeEnd, 13)])] }
}

function foot(from: Point, to: Point): string {
  const tip = towards(from, to, 11)
  const side = across(from, to)
  return [{ x: from.x + side.x, y: from.y + side.y }, from, { x: from.x - side.x, y: from.y - side.y }].map((toe) => `M${at(tip)}L${at(toe)}`).join('')
}

function bar(from: Point, to: Point, away: number): string {
  const middle = towards(from, to, away)
  const side = across(from, to)
  return `M${at({ x: middle.x + side.x, y: middle.y + side.y })}L${at({ x: middle.x - side.x, y: middle.y - side.y })}`
}

function across(from: Point, to: Point): Point {
  const length = distance(from, to) || 1
  return { x: (-(to.y - from.y) / length) * reach, y: ((to.x - from.x) / length) * reach }
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`
}
