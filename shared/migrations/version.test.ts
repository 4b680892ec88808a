import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareVersions, isVersion, normaliseVersion, versionKey } from './version.ts'

test('versions are digits in parts, divided by dots or underscores', () => {
  for (const text of ['1', '01', '1.2', '1_2', '0.0.1', '20200101', '1'.repeat(40)]) expect(isVersion(text), text).toBe(true)
  for (const text of ['', 'a', '1a', '1.', '.1', '1..2', '1__2', '-1', ' 1', '1 ', '1,2', '١', 'latest']) expect(isVersion(text), text).toBe(false)
})

test('the stored text has dots and keeps leading and trailing zeros', () => {
  expect(['0_01', '01', '1_2', '1.0', '6.9.0.1'].map(normaliseVersion)).toEqual(['0.01', '01', '1.2', '1.0', '6.9.0.1'])
  expect(() => normaliseVersion('1a')).toThrow(RangeError)
})

test('trailing zero parts and leading zeros make no difference', () => {
  for (const text of ['1.0', '01', '1.0.0', '1_0', '001.00']) {
    expect(compareVersions('1', text)).toBe(0)
    expect(versionKey(text)).toBe('1')
  }
  expect(versionKey('0.0')).toBe('0')
})

test('parts are compared as numbers of any length', () => {
  const ascending = ['0', '0.0.1', '0.01.5', '1', '1.2', '1.10', '1.10.1', '2', '999', '20200101', '9007199254740993', '9007199254740994', '1'.repeat(30)]
  const sorted = ascending.toReversed().toSorted(compareVersions)
  expect(sorted).toEqual(ascending)
})

const textOf = (parts: readonly (readonly [string, bigint])[]) => parts.map(([zeros, number]) => `${zeros}${number}`).join('.')

const version = fc.array(fc.tuple(fc.constantFrom('', '0', '00'), fc.bigInt({ min: 0n, max: 10n ** 25n })), { minLength: 1, maxLength: 4 })

test('the order is that of the numbers, total, and agrees with the key', () => {
  const small = fc.array(fc.tuple(fc.constantFrom('', '0'), fc.bigInt({ min: 0n, max: 2n })), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.oneof(version, small), fc.oneof(version, small), (a, b) => {
      const at = Math.max(a.length, b.length)
      const difference = Array.from({ length: at }, (_, i) => (a[i]?.[1] ?? 0n) - (b[i]?.[1] ?? 0n)).find((part) => part !== 0n) ?? 0n
      const order = compareVersions(textOf(a), textOf(b))
      expect(Math.sign(order)).toBe(Math.sign(Number(difference)))
      expect(Math.sign(compareVersions(textOf(b), textOf(a)))).toBe(-Math.sign(order) || 0)
      expect(versionKey(textOf(a)) === versionKey(textOf(b))).toBe(order === 0)
    }),
  )
})
