import type { Format } from '../../i18n/create-format.ts'

/** Of 0, which is Sunday, to 6. */
export function weekdayName(format: Format, weekday: number): string {
  // The first of February 2026 was a Sunday.
  return format.date(new Date(2026, 1, 1 + weekday), { weekday: 'long' })
}
