import type { FallbackProps } from 'react-error-boundary'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'

/** A screen that could not be drawn; the frame around it goes on working. */
export function Crash({ error, resetErrorBoundary }: FallbackProps) {
  const { t } = useTranslation('common')
  return (
    <Empty title={t('error.screen')} action={<Button onClick={resetErrorBoundary}>{t('retry')}</Button>}>
      <p>{t('error.screenHelp')}</p>
      <p>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </p>
    </Empty>
  )
}
