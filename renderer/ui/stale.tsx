import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../i18n/use-now.ts'
import { useFormat } from '../i18n/format.ts'
import { Button } from './button.tsx'
import css from './stale.module.css'

/** Says that what is shown was read a while ago and could not be read again. */
export function Stale({ at, onRetry }: { at: number; onRetry?: () => void }) {
  const { t } = useTranslation('common')
  const format = useFormat()
  const now = useNow(10_000)
  return (
    <p className={css.stale} role="status">
      <History aria-hidden />
      {t('asOf', { when: format.ago(at, now) })}
      {onRetry && (
        <Button size="s" variant="quiet" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </p>
  )
}
