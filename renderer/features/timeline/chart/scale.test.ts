import { expect, test } from 'vitest'
import { between, keepNear, pan, partingSpan, reveal, spanOf, zoom } from './scale.ts'

const start = Date.parse('2026-11-01T00:00:00Z')
const day = 86_400_000

test('the whole span holds every event, and no more empty time than a margin', () => {
  const span = spanOf([start, start + 5 * day], start + 60 * day)
  expect(span.from).toBeLessThan(start)
  expect(span.to).toBeGreaterThan(start + 5 * day)
  expect(span.to).toBeLessThan(start + 6 * day)
})

test('without any event the span is the day that ends now', () => {
  expect(spanOf([], start)).toEqual({ from: start - day, to: start })
})

test('zooming keeps the point under the hand where it is', () => {
  const near = zoom({ from: 0, to: 1000 * day }, 0.5, 0.25)
  expect(near.from + (near.to - near.from) * 0.25).toBeCloseTo(250 * day)
  expect(near.to - near.from).toBeCloseTo(500 * day)
})

test('zooming ends at ten seconds and at twenty years', () => {
  const least = zoom({ from: 0, to: 3 * 60_000 }, 0.001)
  expect(least.to - least.from).toBe(10_000)
  const most = zoom({ from: 0, to: 7000 * day }, 1000)
  expect(most.to - most.from).toBe(7300 * day)
})

test('a point out of sight is brought in, one in sight moves nothing', () => {
  const span = { from: 0, to: 100 }
  expect(reveal(span, 50)).toBe(span)
  const moved = reveal(span, 200)
  expect(moved.to).toBeGreaterThan(200)
  expect(moved.from).toBeLessThan(200)
  expect(pan(span, 0.1)).toEqual({ from: 10, to: 110 })
})

test('nobody gets lost in empty time: a tenth of the window stays over the events', () => {
  const whole = { from: 0, to: 100 }
  expect(keepNear({ from: 5000, to: 5050 }, whole)).toEqual({ from: 95, to: 145 })
  expect(keepNear({ from: -5000, to: -4950 }, whole)).toEqual({ from: -45, to: 5 })
  const within = { from: 20, to: 60 }
  expect(keepNear(within, whole)).toBe(within)
})

test('a merged mark is opened to a window in which its events part, unless they are of one moment', () => {
  const parted = partingSpan(start, start + day)
  expect(parted?.from).toBeLessThan(start)
  expect(parted?.to).toBeGreaterThan(start + day)
  expect(partingSpan(start, start + 3)).toBeNull()
})

test('a movement begins at the one window and ends at the other', () => {
  const [a, b] = [{ from: 0, to: 100 }, { from: 1000, to: 1010 }]
  expect(between(a, b, 0)).toEqual(a)
  expect(between(a, b, 1)).toBe(b)
})
