import { expect, test } from 'vitest'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { gravest } from './looks.ts'
import { marksOf, pan, reveal, spanOf, ticksOf, zoom } from './scale.ts'

const start = Date.parse('2026-11-01T00:00:00Z')
const day = 86_400_000

function event(at: number, kind: TimelineEvent['kind'] = 'migration_applied'): TimelineEvent {
  return {
    id: String(at), env: 'e', at: new Date(at).toISOString(), kind, runId: null, version: null, script: null, description: '', by: 'x', host: null,
    reason: null, ms: null, planFingerprint: null, backupId: null, problem: null, journalled: true,
  }
}

test('the whole span holds every event, and no more empty time than a margin', () => {
  const span = spanOf([event(start), event(start + 5 * day)], start + 60 * day)
  expect(span.from).toBeLessThan(start)
  expect(span.to).toBeGreaterThan(start + 5 * day)
  expect(span.to).toBeLessThan(start + 6 * day)
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

test('the axis has round times, not more than there is room for', () => {
  const ticks = ticksOf({ from: start, to: start + 12 * day }, 1000)
  expect(ticks.length).toBeLessThanOrEqual(10)
  expect(ticks.length).toBeGreaterThan(3)
})

test('ten thousand events of a lane become no more marks than fit', () => {
  const events = Array.from({ length: 10_000 }, (_, index) => event(start + index * 60_000))
  const marks = marksOf(events, { from: start, to: start + 7 * day }, 900)
  expect(marks.length).toBeLessThanOrEqual(91)
  expect(marks.reduce((sum, { events: held }) => sum + held.length, 0)).toBe(10_000)
})

test('a mark of several events shows the gravest', () => {
  expect(gravest([event(1), event(2, 'migration_failed'), event(3, 'backup')])?.kind).toBe('migration_failed')
})
