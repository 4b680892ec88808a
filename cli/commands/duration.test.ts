import { expect, test } from 'vitest'
import { parseDuration } from './duration.ts'

test('a duration has a unit, or is a number of milliseconds as in PostgreSQL', () => {
  expect(['500ms', '5s', '2min', '1h', '0', '250', '1.5s', ' 3 s '].map(parseDuration)).toEqual([500, 5000, 120_000, 3_600_000, 0, 250, 1500, 3000])
})

test('anything else is none', () => {
  expect(['', 's', '5 weeks', '-1s', '1e3', '5m'].map(parseDuration)).toEqual(Array.from({ length: 6 }))
})
