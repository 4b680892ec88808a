import { expect, test } from 'vitest'
import { drawSvg, type Palette } from './draw-svg.ts'
import { sizeOf, type DiagramTable } from './shape.ts'

const palette: Palette = { background: '#fff', panel: '#fff', head: '#eee', line: '#ccc', ink: '#000', quiet: '#666', key: '#00f' }

test('names that would be markup are text in the picture', () => {
  const odd: DiagramTable = { id: 't', schema: 'public', name: '<script>"&', columns: [{ name: "it's", type: 'text', primaryKey: true, foreignKey: false, nullable: true }] }
  const { svg, width, height } = drawSvg(new Map([['t', { table: odd, box: { x: 10, y: 20, ...sizeOf(odd, false) } }]]), [], false, palette)
  expect(svg).not.toContain('<script>')
  expect(svg).toContain('&#60;script&#62;&#34;&#38;')
  expect(svg).toContain('it&#39;s')
  expect({ width, height }).toEqual({ width: 222, height: 100 })
})
