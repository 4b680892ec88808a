import { describe, expect, test } from 'vitest'
import { blockLines, findBlocks, insertAfter, insertBefore, replaceWith, stripBlocks, type BlockHead } from './blocks.ts'

const head: BlockHead = { id: 3, way: 'archive', kind: 'drop_column', relation: 'public."My Orders"', columns: ['total', '"Old, Price"'] }
const lines = blockLines(head, ['SELECT 1', 'SELECT\n  2'])

describe('a block', () => {
  test('says what it is about, quoted names too', () => {
    const [block] = findBlocks(insertBefore('DROP x;', 0, lines))
    expect(block).toMatchObject({ id: 3, way: 'archive', kind: 'drop_column', relation: 'public."My Orders"', columns: ['total', '"Old, Price"'], was: null })
  })

  test.each([
    ['a;\n  DROP x;\n', 5],
    ['a;\r\n\tDROP x;\r\n', 5],
    ['a; DROP x; b;', 3],
    ['DROP x', 0],
    ['\ufeffDROP x', 1],
  ])('goes without a trace from before a statement: %j', (text, at) => {
    const written = insertBefore(text, at, lines)
    expect(written).toContain('strata:end 3')
    expect(stripBlocks(written, 4)).toBe(written)
    expect(stripBlocks(written, 3)).toBe(text)
  })

  test('holds the text that it stands for, line by line, and gives it back', () => {
    const text = "x;\n  DROP TABLE a, -- remark\n    'b\n\n c'; -- behind\ny;"
    const [start, end] = [text.indexOf('DROP'), text.indexOf('; -- behind') + 1]
    const written = replaceWith(text, start, end, blockLines(head, ['SELECT 1'], text.slice(start, end)))
    expect(written).toContain('  -- strata:end 3 -- behind\ny;')
    expect(findBlocks(written)[0]?.was).toBe(text.slice(start, end))
    expect(stripBlocks(written, 3)).toBe(text)
  })

  test('stands behind the remark that ends a line', () => {
    const text = 'a; -- remark\nb;\n'
    const written = insertAfter(text, 2, lines)
    expect(written.startsWith('a; -- remark\n-- strata:keep 3')).toBe(true)
    expect(stripBlocks(written, 3)).toBe(text)
  })
})
