import type { Schedule } from '#shared/contract/environments.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/**
 * The last moment up to `now` at which a schedule was due, in local time. A time of day that the clocks leave out in spring is due as much
 * later, one that they repeat in autumn is due the first time; hours follow each other by the hour, whatever the clocks do.
 */
export function lastSlot(schedule: Schedule, now: Date): Date {
  const { hour, minute } = timeOf(schedule)
  if (schedule.every === 'hour') return new Date(now.getTime() - ((now.getMinutes() - minute + 60) % 60) * minuteMs - (now.getTime() % minuteMs))
  const back = schedule.every === 'week' ? (now.getDay() - schedule.weekday + 7) % 7 : 0
  const slot = onDay(now, -back, hour, minute)
  return slot <= now ? slot : onDay(now, -back - daysOf(schedule), hour, minute)
}

/** The first moment after `now` at which it is due. */
export function nextSlot(schedule: Schedule, now: Date): Date {
  const last = lastSlot(schedule, now)
  if (schedule.every === 'hour') return new Date(last.getTime() + hourMs)
  const { hour, minute } = timeOf(schedule)
  return onDay(last, daysOf(schedule), hour, minute)
}

function timeOf({ at }: Schedule): { hour: number; minute: number } {
  const [hour = 0, minute = 0] = at.split(':').map(Number)
  return { hour, minute }
}

function daysOf({ every }: Schedule): number {
  return every === 'week' ? 7 : 1
}

function onDay(of: Date, days: number, hour: number, minute: number): Date {
  return new Date(of.getFullYear(), of.getMonth(), of.getDate() + days, hour, minute)
}
