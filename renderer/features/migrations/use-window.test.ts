import { expect, test } from 'vitest'
import { inSight, topsOf } from './use-window.ts'

const tops = topsOf([28, 32, 32, 28, 32])

test('the last top is the height of the whole', () => {
  expect(tops).toEqual([0, 28, 60, 92, 120, 152])
})

test('items that overlap the window are in sight, no others', () => {
  expect(inSight(tops, 30, 91).map(({ index }) => index)).toEqual([1, 2])
  expect(inSight(tops, -100, 1000)).toHaveLength(5)
  expect(inSight(topsOf([]), 0, 100)).toEqual([])
})

test('a thousand rows put a windowful in the page', () => {
  expect(inSight(topsOf(Array.from({ length: 1000 }, () => 32)), 16_000, 16_800)).toHaveLength(26)
})
