import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { User } from '#shared/contract/access.ts'
import { api } from '../../../client/link.ts'
import { queryClient } from '../../../client/query-client.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SecretOnce } from '../secret-once.tsx'
import css from '../people.module.css'

export function ResetDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation(['people', 'common'])
  const reset = useMutation(api.access.resetPassword.mutationOptions({ gcTime: 0, onSuccess: () => queryClient.invalidateQueries({ queryKey: api.access.users.key() }) }))
  const made = reset.data?.password
  const foot = made ? (
    <Button variant="primary" onClick={onClose}>{t('people:once.done')}</Button>
  ) : (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button variant="danger" busy={reset.isPending} onClick={() => reset.mutate({ user: user.id })}>{t('people:reset.yes')}</Button>
    </>
  )
  return (
    <Dialog open locked={made !== undefined} onClose={onClose} title={t('people:reset.title', { name: user.displayName })} width={480} foot={foot}>
      <div className={css.form}>
        {made ? (
          <SecretOnce label={t('people:once.password', { name: user.displayName })} secret={made} note={t('people:once.passwordNote')} />
        ) : (
          <>
            <p>{t('people:reset.text')}</p>
            <p className={css.lesser}>{t('people:reset.stays')}</p>
            {user.me && <p className={css.note}>{t('people:reset.self')}</p>}
          </>
        )}
        {reset.error && <ErrorNotice error={reset.error} />}
      </div>
    </Dialog>
  )
}
