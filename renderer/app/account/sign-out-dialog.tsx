import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../client/link.ts'
import { startOver } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './account.module.css'

export function SignOutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['access', 'common'])
  const { data } = useQuery(api.access.sessions.queryOptions({ input: {} }))
  const end = useMutation(api.access.signOutEverywhere.mutationOptions({ onSuccess: startOver }))
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button variant="danger" busy={end.isPending} onClick={() => end.mutate({})}>
        {t('access:sessions.endAllYes')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('access:sessions.endAllTitle')} width={440} foot={foot}>
      <div className={css.body}>
        <p>{data ? t('access:sessions.endAllText', { count: data.sessions.length }) : t('access:sessions.endAllUnknown')}</p>
        <p className={css.quiet}>{t('access:sessions.endAllStay')}</p>
        {end.error && <ErrorNotice error={end.error} />}
      </div>
    </Dialog>
  )
}
