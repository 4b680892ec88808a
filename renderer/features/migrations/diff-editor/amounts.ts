import type { TFunction } from 'i18next'
import type { Format } from '../../../i18n/format.ts'

interface Words {
  t: TFunction<'preview'>
  format: Format
}

/** "about 40 s", "1 to 3 min": as exact as it is known. Ends that say the same are said once. */
export function rangeWords({ low, high }: { low: number; high: number }, { t, format }: Words): string {
  if (high < 0.001) return t('line.underOne')
  if (high < 1 && high <= low * 1.3) return format.duration(high * 1000)
  if (high < 1) return t('time.under', { time: format.duration(1000) })
  if (high / Math.max(low, 0.001) <= 1.5) return t('time.about', { time: format.duration(roundly((low + high) / 2) * 1000) })
  const [from, to] = [format.duration(roundly(low) * 1000), format.duration(roundly(high) * 1000)]
  return from === to ? t('time.about', { time: from }) : t('time.range', { from, to })
}

/** Two digits are all that an estimate is good for. */
function roundly(seconds: number): number {
  if (seconds < 10) return Math.max(0.1, Math.round(seconds * 10) / 10)
  const step = seconds < 60 ? 5 : seconds < 600 ? 30 : 300
  return Math.max(step, Math.round(seconds / step) * step)
}
