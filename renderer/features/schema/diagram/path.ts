import { rowMiddle, type Box, type DiagramRelation, type DiagramTable } from './shape.ts'

/** A table where it stands. */
export interface Placed {
  table: DiagramTable
  box: Box
}

type Way = 1 | -1

const stub = 18
const foot = 9

/** Lines of a relation, as the `d` of an SVG path: the way between the two rows, and the signs at its ends. */
export interface RelationPath {
  line: string
  signs: string
}

/**
 * From the row of the first referencing column to that of the first referenced one, along the axes. Ends as in the
 * crow's-foot notation: a foot for many, a bar for one, a ring where there may be none.
 */
export function relationPath(relation: DiagramRelation, from: Placed, to: Placed, keysOnly: boolean): RelationPath {
  const [leaving, arriving] = sides(from.box, to.box, relation.from === relation.to)
  const x1 = leaving === 1 ? from.box.x + from.box.width : from.box.x
  const x2 = arriving === 1 ? to.box.x + to.box.width : to.box.x
  const y1 = from.box.y + rowMiddle(from.table, relation.fromColumns[0], keysOnly)
  const y2 = to.box.y + rowMiddle(to.table, relation.toColumns[0], keysOnly)
  return { line: way(x1, y1, leaving, x2, y2, arriving), signs: `${manySign(x1, y1, leaving, relation.unique)}${oneSign(x2, y2, arriving, relation.required)}` }
}

/** Which sides the line leaves and arrives at: the near ones, or both right ones where the tables stand above each other. */
function sides(from: Box, to: Box, self: boolean): [Way, Way] {
  if (self) return [1, 1]
  if (from.x + from.width + 2 * stub <= to.x) return [1, -1]
  if (to.x + to.width + 2 * stub <= from.x) return [-1, 1]
  return [1, 1]
}

function way(x1: number, y1: number, leaving: Way, x2: number, y2: number, arriving: Way): string {
  const middle = leaving === arriving ? (leaving === 1 ? Math.max(x1, x2) + stub : Math.min(x1, x2) - stub) : (x1 + x2) / 2
  return `M${round(x1)} ${round(y1)}H${round(middle)}V${round(y2)}H${round(x2)}`
}

/** The referencing end: none or many rows, or none or one where the columns are unique. */
function manySign(x: number, y: number, way: Way, unique: boolean): string {
  const end = x + way * foot
  if (unique) return `M${round(end)} ${round(y - 5)}V${round(y + 5)}${ring(end + way * 6, y)}`
  return `M${round(end)} ${round(y)}L${round(x)} ${round(y - 5)}M${round(end)} ${round(y)}L${round(x)} ${round(y + 5)}${ring(end + way * 4, y)}`
}

/** The referenced end: exactly one row, or none where the columns may be null. */
function oneSign(x: number, y: number, way: Way, required: boolean): string {
  const end = x + way * foot
  const bar = `M${round(x + way * 5)} ${round(y - 5)}V${round(y + 5)}`
  return required ? `${bar}M${round(end)} ${round(y - 5)}V${round(y + 5)}` : `${bar}${ring(end + way * 3, y)}`
}

function ring(x: number, y: number): string {
  return `M${round(x - 3)} ${round(y)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
