import { expect, test } from 'vitest'
import { unpackNumbers } from './packed-rows.ts'

test('numbers are read out of texts, the largest oid too, and letters as their codes', () => {
  expect([
    ...unpackNumbers(
      [
        ['1259 4294967295 a', 1],
        ['0 7 P 12 3 i', 2],
      ],
      3,
    ),
  ]).toEqual([1259, 4294967295, 97, 0, 7, 80, 12, 3, 105])
})

test('no rows are no numbers', () => {
  expect(unpackNumbers([], 7)).toHaveLength(0)
  expect(unpackNumbers([[null, 0]], 7)).toHaveLength(0)
})
