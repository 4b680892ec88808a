import { afterEach, expect, test, vi } from 'vitest'
import { scheduleSchema, type Schedule } from '#shared/contract/environments.ts'
import { lastSlot, nextSlot } from './slots.ts'

const schedule = (of: Partial<Schedule>) => scheduleSchema.parse(of)
const iso = (date: Date) => date.toISOString()

/** A zone with summer time: in 2026 clocks go forward on 29 March at 02:00 and back on 25 October at 03:00. */
function inBerlin(): void {
  vi.stubEnv('TZ', 'Europe/Berlin')
}

afterEach(() => vi.unstubAllEnvs())

test('a daily slot is at its local time, today or yesterday', () => {
  inBerlin()
  const daily = schedule({ every: 'day', at: '02:30' })
  expect(iso(lastSlot(daily, new Date('2026-11-23T01:30:00Z')))).toBe('2026-11-23T01:30:00.000Z')
  expect(iso(lastSlot(daily, new Date('2026-11-23T01:29:59Z')))).toBe('2026-11-22T01:30:00.000Z')
  expect(iso(nextSlot(daily, new Date('2026-11-23T01:30:00Z')))).toBe('2026-11-24T01:30:00.000Z')
})

test('a weekly slot is on its day of the week', () => {
  inBerlin()
  const sundays = schedule({ every: 'week', at: '03:00', weekday: 0 })
  expect(iso(lastSlot(sundays, new Date('2026-11-23T12:00:00Z')))).toBe('2026-11-22T02:00:00.000Z')
  expect(iso(lastSlot(sundays, new Date('2026-11-22T01:00:00Z')))).toBe('2026-11-15T02:00:00.000Z')
  expect(iso(nextSlot(sundays, new Date('2026-11-22T02:00:00Z')))).toBe('2026-11-29T02:00:00.000Z')
})

test('a time that the clocks leave out in spring is due once, an hour later', () => {
  inBerlin()
  const daily = schedule({ every: 'day', at: '02:30' })
  expect(iso(lastSlot(daily, new Date('2026-03-29T10:00:00Z')))).toBe('2026-03-29T01:30:00.000Z')
  expect(iso(nextSlot(daily, new Date('2026-03-29T10:00:00Z')))).toBe('2026-03-30T00:30:00.000Z')
})

test('a time that the clocks repeat in autumn is due once', () => {
  inBerlin()
  const daily = schedule({ every: 'day', at: '02:30' })
  const first = lastSlot(daily, new Date('2026-10-25T00:45:00Z'))
  expect(iso(first)).toBe('2026-10-25T00:30:00.000Z')
  expect(lastSlot(daily, new Date('2026-10-25T01:45:00Z'))).toEqual(first)
})

test('hourly slots follow each other by the hour when the clocks change', () => {
  inBerlin()
  const hourly = schedule({ every: 'hour', at: '00:15' })
  const slots = ['2026-10-25T00:20:00Z', '2026-10-25T01:20:00Z', '2026-10-25T02:20:00Z'].map((at) => iso(lastSlot(hourly, new Date(at))))
  expect(slots).toEqual(['2026-10-25T00:15:00.000Z', '2026-10-25T01:15:00.000Z', '2026-10-25T02:15:00.000Z'])
  expect(iso(nextSlot(hourly, new Date('2026-10-25T02:20:30Z')))).toBe('2026-10-25T03:15:00.000Z')
})
