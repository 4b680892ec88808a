import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseForComparison } from './normalise.ts'

const same = (a: string, b: string) => normaliseForComparison(a) === normaliseForComparison(b)

test('comments, white space, indentation and line endings do not count', () => {
  expect(same('-- licence\nCREATE TABLE t(a int,b int);\n', '/* other */\r\n\r\nCREATE  TABLE t (\r\n\ta int, -- the a\r\n\tb int\r\n);')).toBe(true)
  expect(same('\ufeffSELECT 1;', 'SELECT 1;')).toBe(true)
  expect(same("SELECT 'a\r\nb'", "SELECT 'a\nb'")).toBe(true)
})

test('words, constants, bodies and rows do count', () => {
  expect(same('SELECT 1', 'SELECT 2')).toBe(false)
  expect(same('SELECT a b', 'SELECT ab')).toBe(false)
  expect(same("SELECT 'a  b'", "SELECT 'a b'")).toBe(false)
  expect(same("SELECT '--x'", "SELECT '--y'")).toBe(false)
  expect(same('SELECT "a  b"', 'SELECT "a b"')).toBe(false)
  expect(same('DO $$ -- x\n$$', 'DO $$ -- y\n$$')).toBe(false)
  expect(same('COPY t FROM STDIN;\n1 --a\n\\.\n', 'COPY t FROM STDIN;\n1 --b\n\\.\n')).toBe(false)
  expect(same('SELECT a - - b', 'SELECT a -- b')).toBe(false)
})

test('rows of COPY stand apart from the statements around', () => {
  expect(same('COPY t FROM STDIN;\n1\t2\n\\.\nSELECT 1;', '-- rows\nCOPY t FROM STDIN;\r\n1\t2\r\n\\.\r\n\r\nSELECT  1;')).toBe(true)
})

test('strings joined over a line end differ from strings side by side', () => {
  expect(same("SELECT 'a'\n'b'", "SELECT 'a' 'b'")).toBe(false)
  expect(same("SELECT 'a'\n'b'", "SELECT 'a'  \n -- x\n 'b'")).toBe(true)
})

test('what is normalised stays as it is, and unterminated text does no harm', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', "'", '"', '$$', '--', '/*', '*/', ';', '(', ',', 'E', '\\') }), (text) => {
      const once = normaliseForComparison(text)
      expect(normaliseForComparison(once)).toBe(once)
    }),
  )
})
