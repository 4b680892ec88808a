import { describe, expect, test } from 'vitest'
import { endsOf, pathAlong } from './crows-foot.ts'
import { boxOf, middleOf, type DiagramRelation, type DiagramTable } from './shapes.ts'
import { toSvg } from './to-svg.ts'

const table = (name: string, columns: readonly string[]): DiagramTable => ({ id: `table:public.${name}`, schema: 'public', name, columns: columns.map((column) => ({ name: column, type: 'timestamp with time zone', primaryKey: column === 'id', foreignKey: column.endsWith('_id'), nullable: false })) })
const relation: DiagramRelation = { id: 'r', name: 'fk', from: 'a', fromColumns: ['x'], to: 'b', toColumns: ['id'], required: true, unique: false }
const ink = { panel: '#fff', bg: '#eee', line: '#ccc', ink: '#000', quiet: '#666', type: '#00f', key: '#f80' }

describe('A table of the diagram', () => {
  test('keeps its keys in sight when it has more columns than are drawn', () => {
    const box = boxOf(table('wide', ['id', ...Array.from({ length: 30 }, (_, at) => `c${at}`), 'owner_id']), false)
    expect(box.columns.map(({ name }) => name).slice(0, 3)).toEqual(['id', 'owner_id', 'c0'])
    expect([box.columns.length, box.hidden]).toEqual([12, 20])
    expect(boxOf(table('wide', ['id', 'note', 'owner_id']), true).columns.map(({ name }) => name)).toEqual(['id', 'owner_id'])
  })

  test('has a place for a line at the row of each column, and at its head for one that is not drawn', () => {
    const box = boxOf(table('orders', ['id', 'note', 'owner_id']), true)
    expect([middleOf(box, 'id'), middleOf(box, 'owner_id'), middleOf(box, 'note')]).toEqual([40, 60, 15])
  })
})

describe('A line of the diagram', () => {
  const points = [{ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 50, y: 80 }, { x: 100, y: 80 }]

  test('goes along the axes with rounded corners', () => {
    expect(pathAlong(points)).toBe('M0 0L44 0Q50 0 50 6L50 74Q50 80 56 80L100 80')
  })

  test('ends in a foot for many, a bar for one, and a ring where there may be none', () => {
    expect(endsOf(relation, points)).toEqual({ strokes: 'M11 0L0 5M11 0L0 0M11 0L0 -5M94 75L94 85M89 75L89 85', rings: [{ x: 15, y: 0 }] })
    expect(endsOf({ ...relation, unique: true, required: false }, points)).toEqual({ strokes: 'M7 5L7 -5M94 75L94 85', rings: [{ x: 14, y: 0 }, { x: 87, y: 80 }] })
  })
})

test('names that would be markup are text in the picture', () => {
  const box = boxOf(table('<script>"&', ['id']), false)
  const svg = toSvg({ boxes: [box], lines: [], width: 200, height: 100 }, ink, String)
  expect(svg).not.toContain('<script>')
  expect(svg).toContain('&lt;script&gt;&quot;&amp;')
  expect(svg).toContain('timestamptz')
})
