import { expect, test } from 'vitest'
import { filePart, nextVersion } from './migration-name.ts'

test('the next version follows the highest in its own form', () => {
  expect(nextVersion([])).toBe('1')
  expect(nextVersion(['9', '10', '2'])).toBe('11')
  expect(nextVersion(['1.2', '1.10'])).toBe('1.11')
  expect(nextVersion(['2026.009'])).toBe('2026.010')
  expect(nextVersion(['20261122143000'])).toBe('20261122143001')
})

test('a description becomes a part of a file name', () => {
  expect(filePart('  order totals as bigint ')).toBe('order_totals_as_bigint')
  expect(filePart('a/b: "c"?')).toBe('a_b_c')
  expect(filePart('添加 表')).toBe('添加_表')
})
