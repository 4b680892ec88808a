import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { User } from '#shared/contract/access.ts'
import { api, client } from '../../../client/link.ts'
import { queryClient } from '../../../client/query-client.ts'
import { startOver } from '../../../client/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import css from '../people.module.css'

type Question = 'disable' | 'enable' | 'remove' | 'signOut'

const calls: Record<Question, (user: string) => Promise<unknown>> = {
  disable: (user) => client.access.updateUser({ user, disabled: true }),
  enable: (user) => client.access.updateUser({ user, disabled: false }),
  remove: (user) => client.access.removeUser({ user }),
  signOut: (user) => client.access.signOutEverywhere({ user }),
}

/** Says what will happen to a user, and what will not, before it does. */
export function UserQuestion({ user, action, onClose }: { user: User; action: Question; onClose: () => void }) {
  const { t } = useTranslation(['people', 'common'])
  const out = user.me && action !== 'enable'
  const run = useMutation({
    mutationFn: () => calls[action](user.id),
    onSuccess: async () => {
      if (out) return startOver()
      await queryClient.invalidateQueries({ queryKey: api.access.key() })
      onClose()
    },
  })
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button variant={action === 'enable' ? 'primary' : 'danger'} busy={run.isPending} onClick={() => run.mutate()}>
        {t(`people:ask.${action}.yes`)}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t(`people:ask.${action}.title`, { name: user.displayName })} width={460} foot={foot}>
      <div className={css.form}>
        <p>{t(`people:ask.${action}.text`, { name: user.displayName })}</p>
        <p className={css.lesser}>{t(`people:ask.${action}.stays`, { name: user.displayName })}</p>
        {out && <p className={css.note}>{t('people:ask.self')}</p>}
        {run.error && <ErrorNotice error={run.error} />}
      </div>
    </Dialog>
  )
}
