import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withLineEndings } from './line-endings.ts'

test.each([
  ['CRLF stays CRLF', 'a\r\nb\r\n', 'a\nc\nb\n', 'a\r\nc\r\nb\r\n'],
  ['LF stays LF', 'a\nb\n', 'a\r\nb\r\n', 'a\nb\n'],
  ['CR stays CR', 'a\rb\r', 'a\nb\nc', 'a\rb\rc'],
  ['a file of one line takes what the editor has', 'a', 'a\nb\n', 'a\nb\n'],
  ['of mixed endings, untouched lines keep theirs', 'a\r\nb\nc\r\nd\n', 'a\nb\nx\nc\nd\n', 'a\r\nb\nx\nc\r\nd\n'],
  ['a last line without an ending gets none', 'a\r\nb\nc', 'a\nb\nd', 'a\r\nb\nd'],
])('%s', (_, original, edited, expected) => {
  expect(withLineEndings(edited, original)).toBe(expected)
})

test('a text that was not edited comes back as it was, however its lines end', () => {
  const line = fc.tuple(fc.constantFrom('', 'a', 'b c'), fc.constantFrom('\n', '\r\n'))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('', 'end'), (lines, last) => {
      const original = lines.map(([text, end]) => text + end).join('') + last
      expect(withLineEndings(original.replace(/\r\n/g, '\n'), original)).toBe(original)
    }),
  )
})
