import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeMigration, DecodeProblem, lineEndingOf } from './decode.ts'

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)))

function problemOf(input: Uint8Array): DecodeProblem {
  try {
    decodeMigration(input)
  } catch (thrown) {
    if (thrown instanceof DecodeProblem) return thrown
    throw thrown
  }
  throw new Error('It was decoded')
}

test('UTF-8 is decoded, its byte order mark removed and told', () => {
  expect(decodeMigration(bytes('SELECT 1;\n'))).toEqual({ text: 'SELECT 1;\n', bom: false, eol: 'lf' })
  expect(decodeMigration(bytes([0xef, 0xbb, 0xbf], '客😀\r\n'))).toEqual({ text: '客😀\r\n', bom: true, eol: 'crlf' })
  expect(decodeMigration(bytes(''))).toEqual({ text: '', bom: false, eol: 'none' })
})

test('line endings are told apart', () => {
  expect(['a', 'a\n', 'a\r\nb\r\n', 'a\rb', 'a\r\nb\n', 'a\rb\n', '\n\r'].map(lineEndingOf)).toEqual(['none', 'lf', 'crlf', 'cr', 'mixed', 'mixed', 'mixed'])
})

test('bytes of Latin-1 are refused with their place and a likely encoding', () => {
  const problem = problemOf(bytes('SELECT 1;\r\n-- caf', [0xe9], '\n'))
  expect(problem).toMatchObject({ code: 'not-utf8', line: 2, byteOffset: 17, encoding: 'Latin-1 (ISO 8859-1) or Windows-1252' })
  expect(problem.message).toBe('it is not UTF-8 (line 2, byte 17); it looks like Latin-1 (ISO 8859-1) or Windows-1252. Save it as UTF-8')
  expect(problemOf(bytes('price in ', [0x80], ' 5')).encoding).toBe('Windows-1252')
})

test('Chinese text as GBK is named', () => {
  const gbk = [0xbf, 0xcd, 0xbb, 0xa7, 0xb1, 0xed, 0xb5, 0xc4, 0xcb, 0xf7, 0xd2, 0xfd]
  expect(problemOf(bytes('-- ', gbk, '\n')).encoding).toBe('GBK or another East Asian encoding')
})

test('UTF-16 and UTF-32 are named, with and without a byte order mark', () => {
  const utf16 = [...'SELECT 1;\n'].flatMap((char) => [char.charCodeAt(0), 0])
  expect(problemOf(bytes([0xff, 0xfe], utf16))).toMatchObject({ code: 'not-utf8', line: 1, byteOffset: 0, encoding: 'UTF-16 (little-endian)' })
  expect(problemOf(bytes(utf16)).encoding).toBe('UTF-16 (little-endian)')
  expect(problemOf(bytes([0], utf16.slice(0, -1))).encoding).toBe('UTF-16 (big-endian)')
  expect(problemOf(bytes([0xfe, 0xff, 0, 65])).encoding).toBe('UTF-16 (big-endian)')
  expect(problemOf(bytes([0xff, 0xfe, 0, 0, 65, 0, 0, 0])).encoding).toBe('UTF-32 (little-endian)')
})

test('a NUL character is refused with its line', () => {
  expect(problemOf(bytes('SELECT 1;\nSELECT ', [0], '2; and more text behind'))).toMatchObject({ code: 'nul-character', line: 2, byteOffset: 17 })
})

test.each([
  [[0xc0, 0x80], 0],
  [[0x41, 0xc3], 1],
  [[0xe0, 0x80, 0x80], 0],
  [[0xed, 0xa0, 0x80], 0],
  [[0xf4, 0x90, 0x80, 0x80], 0],
  [[0xe5, 0xae, 0xa2, 0xf5], 3],
  [[0xf0, 0x9f, 0x98], 0],
])('malformed bytes %j are found at %i', (input, offset) => {
  expect(problemOf(new Uint8Array(input)).byteOffset).toBe(offset)
})

test('every text comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'))
      expect(decodeMigration(bytes(text)).text).toBe(text)
    }),
  )
})
