import { expect, test } from 'vitest'
import { caretSnippet, displayWidth } from './caret.ts'

test('the caret stands under the place', () => {
  expect(caretSnippet('SELECT 1;\nSELEC 2;\n', 10)).toEqual({ line: 2, column: 1, caret: 'SELEC 2;\n^' })
  expect(caretSnippet('SELECT 1;\r\nSELECT x FROM t;\r\n', 18)).toEqual({ line: 2, column: 8, caret: 'SELECT x FROM t;\n       ^' })
})

test('tabs stay tabs, wide characters take two columns and marks none', () => {
  expect(caretSnippet('\tSELECT x', 8).caret).toBe('\tSELECT x\n\t       ^')
  expect(caretSnippet("'客户😀' x", 7).caret).toBe("'客户😀' x\n         ^")
  expect(caretSnippet('e\u0301 x', 3).caret).toBe('e\u0301 x\n  ^')
  expect(['a', '客', 'ｱ', 'Ａ', '😀', '\u0301', '한', '…'].map(displayWidth)).toEqual([1, 2, 1, 2, 2, 0, 2, 1])
})

test('a long line is cut to 120 characters around the place', () => {
  const line = `${'a'.repeat(300)}X${'b'.repeat(300)}`
  const [shown = '', caret = ''] = caretSnippet(`first\n${line}`, 306).caret.split('\n')
  expect(shown).toHaveLength(120)
  expect(shown.startsWith('…a')).toBe(true)
  expect(shown.endsWith('b…')).toBe(true)
  expect(shown[caret.indexOf('^')]).toBe('X')
})

test('a line of wide characters is cut between them, never through one', () => {
  const [shown = '', caret = ''] = caretSnippet(`${'😀'.repeat(1000)}X${'😀'.repeat(1000)}`, 2000).caret.split('\n')
  expect(Array.from(shown)).toHaveLength(120)
  expect(shown).not.toMatch(/\p{Cs}/u)
  expect(caret.length).toBe(Array.from(shown).indexOf('X') * 2)
})

test('the place right at the end of a long line is shown', () => {
  const [shown = '', caret = ''] = caretSnippet('x'.repeat(500), 500).caret.split('\n')
  expect(shown).toHaveLength(120)
  expect(caret).toHaveLength(121)
})

test('control characters of the file never reach the terminal', () => {
  expect(caretSnippet('a\u001b[31m b', 7).caret).toBe('a�[31m b\n       ^')
  expect(caretSnippet('a\u202eb', 2).caret).toBe('a�b\n  ^')
})

test('a place in an empty text is its first', () => {
  expect(caretSnippet('', 5)).toEqual({ line: 1, column: 1, caret: '\n^' })
})
