import { useTranslation } from 'react-i18next'
import type { Progress } from '#shared/contract/jobs.ts'
import { useFormat } from '../i18n/format.ts'

/** "6 of 9 tables · 3/s · 1 s left": only what is known. */
export function useProgressWords(): (progress: Progress) => string {
  const { t } = useTranslation('frame')
  const format = useFormat()
  return ({ done, total, unit, rate, secondsLeft }) => {
    const amount = (value: number) => (unit === 'bytes' ? format.bytes(value) : format.number(value))
    const counted = total === undefined || done === undefined ? undefined : t('progress.of', { done: amount(done), total: amount(total), unit: unit && unit !== 'bytes' ? t(`progress.units.${unit}`) : '' })
    const speed = rate === undefined ? undefined : t('progress.rate', { rate: unit === 'bytes' ? format.bytes(rate) : format.number(rate, 1) })
    const left = secondsLeft === undefined ? undefined : t('progress.left', { time: format.duration(Math.max(1, Math.round(secondsLeft)) * 1000) })
    return [counted?.trim(), speed, left].filter(Boolean).join(' · ')
  }
}
