import { parseSync, loadModule, scanSync } from 'libpg-query'
import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { qualified, quoteIdentifier, quoteLiteral } from './quote.ts'

beforeAll(loadModule)

test('a plain lower-case name stays as it is, all else is quoted', () => {
  expect(quoteIdentifier('customers_2')).toBe('customers_2')
  expect(quoteIdentifier('Customers')).toBe('"Customers"')
  expect(quoteIdentifier('2nd')).toBe('"2nd"')
  expect(quoteIdentifier('a b')).toBe('"a b"')
  expect(quoteIdentifier('say "hi"')).toBe('"say ""hi"""')
  expect(quoteIdentifier('客户')).toBe('"客户"')
  expect(quoteIdentifier('a$b')).toBe('"a$b"')
  expect(qualified('public', 'Order')).toBe('public."Order"')
})

test('keywords that are not accepted everywhere are quoted, the others are not', () => {
  for (const name of ['order', 'user', 'select', 'between', 'left', 'json_table', 'values', 'system_user']) expect(quoteIdentifier(name)).toBe(`"${name}"`)
  for (const name of ['name', 'status', 'vacuum', 'begin', 'value', 'type']) expect(quoteIdentifier(name)).toBe(name)
})

test('names and constants that no server accepts are refused', () => {
  expect(() => quoteIdentifier('')).toThrow(RangeError)
  expect(() => quoteIdentifier('a\0b')).toThrow(RangeError)
  expect(() => quoteLiteral('a\0b')).toThrow(RangeError)
})

test('a literal with a backslash is an escape string', () => {
  expect(quoteLiteral("it's")).toBe("'it''s'")
  expect(quoteLiteral("C:\\new 'x'")).toBe("E'C:\\\\new ''x'''")
})

const anyText = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))

test('the grammar reads every quoted name and literal as what it was', () => {
  fc.assert(
    fc.property(
      anyText.filter((text) => text !== '' && new TextEncoder().encode(text).length < 64),
      anyText,
      (name, text) => {
        const [statement] = parseSync(`SELECT ${quoteLiteral(text)} AS ${quoteIdentifier(name)} FROM ${quoteIdentifier(name)}`).stmts ?? []
        const select = statement?.stmt && 'SelectStmt' in statement.stmt ? statement.stmt.SelectStmt : undefined
        expect(select?.fromClause).toMatchObject([{ RangeVar: { relname: name } }])
        expect(select?.targetList).toMatchObject([{ ResTarget: { name, val: { A_Const: { sval: text === '' ? {} : { sval: text } } } } }])
      },
    ),
  )
})

test('every word that stands unquoted is a name or an unreserved keyword to the scanner', () => {
  const words = 'abort absent access action add admin after table zone select check json_value xmlroot json_serialize trim merge_action'.split(' ')
  for (const word of words) {
    const [token] = scanSync(word).tokens
    expect(quoteIdentifier(word).startsWith('"'), word).toBe((token?.keywordKind ?? 0) > 1)
  }
})
