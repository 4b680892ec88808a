import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../i18n/use-now.ts'
import css from './second-person.module.css'

export function isOver(until: string): boolean {
  return Date.parse(until) <= Date.now()
}

/** "holds 24:10 more", every second. */
export function Countdown({ until, onOver }: { until: string; onOver?: () => void }) {
  const { t } = useTranslation('confirmations')
  const left = Math.max(0, Math.ceil((Date.parse(until) - useNow(1_000)) / 1000))
  useEffect(() => {
    if (left === 0) onOver?.()
  }, [left, onOver])
  const seconds = String(left % 60).padStart(2, '0')
  const time = left >= 3600 ? `${Math.floor(left / 3600)}:${String(Math.floor((left % 3600) / 60)).padStart(2, '0')}:${seconds}` : `${Math.floor(left / 60)}:${seconds}`
  return <span className={css.left}>{left === 0 ? t('over') : t('left', { time })}</span>
}
