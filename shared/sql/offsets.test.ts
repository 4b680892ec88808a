import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteToOffset, codePointToOffset, lineColumn, lineColumnToOffset, LineCursor, offsetToByte, offsetToCodePoint } from './offsets.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text).length

test('an emoji is four bytes, two units and one code point; a Chinese character three, one and one', () => {
  const text = 'a😀客b'
  expect([0, 1, 3, 4, 5].map((offset) => offsetToByte(text, offset))).toEqual([0, 1, 5, 8, 9])
  expect([0, 1, 5, 8, 9].map((byte) => byteToOffset(text, byte))).toEqual([0, 1, 3, 4, 5])
  expect([0, 1, 2, 3, 4].map((index) => codePointToOffset(text, index))).toEqual([0, 1, 3, 4, 5])
  expect([0, 1, 3, 4, 5].map((offset) => offsetToCodePoint(text, offset))).toEqual([0, 1, 2, 3, 4])
})

test('a place inside a character is that of its start', () => {
  expect([2, 3, 4].map((byte) => byteToOffset('a😀b', byte))).toEqual([1, 1, 1])
  expect(offsetToByte('a😀b', 2)).toBe(1)
  expect(offsetToCodePoint('a😀b', 2)).toBe(1)
})

test('places past the end are those of the end', () => {
  expect(byteToOffset('ab', 99)).toBe(2)
  expect(offsetToByte('ab', 99)).toBe(2)
  expect(codePointToOffset('ab', 99)).toBe(2)
  expect(offsetToCodePoint('ab', 99)).toBe(2)
  expect(lineColumn('a\nb', 99)).toEqual({ line: 2, column: 2 })
  expect(lineColumnToOffset('a\nb', { line: 9, column: 9 })).toBe(3)
})

test('lines end at line feed, carriage return or both', () => {
  const text = 'a\nb\r\nc\rd'
  expect([...text].map((_, offset) => lineColumn(text, offset).line)).toEqual([1, 1, 2, 2, 2, 3, 3, 4])
  expect(lineColumn(text, text.indexOf('d'))).toEqual({ line: 4, column: 1 })
  expect(lineColumnToOffset(text, { line: 3, column: 1 })).toBe(text.indexOf('c'))
  expect(lineColumnToOffset(text, { line: 1, column: 50 })).toBe(1)
})

test('a cursor over rising offsets agrees with a look-up from the start', () => {
  const cursor = new LineCursor('\r\n\n😀\r\rx')
  expect([0, 1, 2, 3, 5, 6, 7, 8].map((offset) => cursor.at(offset))).toEqual([0, 1, 2, 3, 5, 6, 7, 8].map((offset) => lineColumn('\r\n\n😀\r\rx', offset)))
})

const text = fc.string({ unit: fc.constantFrom('a', 'é', '客', '😀', '\n', '\r\n', '\r', '\t'), maxLength: 30 })

test('bytes, code points, lines and columns lead back to where they came from', () => {
  fc.assert(
    fc.property(text, fc.nat(40), (sample, index) => {
      const offset = codePointToOffset(sample, index)
      expect(byteToOffset(sample, offsetToByte(sample, offset))).toBe(offset)
      expect(offsetToByte(sample, offset)).toBe(bytesOf(sample.slice(0, offset)))
      expect(offsetToCodePoint(sample, offset)).toBe(Array.from(sample.slice(0, offset)).length)
      if (sample[offset - 1] !== '\r' || sample[offset] !== '\n') expect(lineColumnToOffset(sample, lineColumn(sample, offset))).toBe(offset)
    }),
  )
})
