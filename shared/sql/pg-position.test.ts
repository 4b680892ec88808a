import { expect, test } from 'vitest'
import { positionToOffset } from './pg-position.ts'

test("the server's position counts code points from one in the statement", () => {
  const text = "-- 😀\nSELECT 1;\nSELECT '😀客' FROM nowhere"
  const start = text.lastIndexOf('SELECT')
  expect(positionToOffset(text, start, 1)).toBe(start)
  expect(positionToOffset(text, start, 18)).toBe(text.indexOf('nowhere'))
})

test('a position past the end or below one stays inside the text', () => {
  expect(positionToOffset('SELECT', 0, 99)).toBe(6)
  expect(positionToOffset('SELECT', 2, 0)).toBe(2)
})
