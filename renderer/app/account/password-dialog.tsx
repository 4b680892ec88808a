import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#shared/contract/access.ts'
import { api } from '../../client/link.ts'
import { queryClient } from '../../client/query-client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { isNewPassword, NewPassword } from '../sign-in/new-password.tsx'
import { Problem } from '../sign-in/problem.tsx'
import { SecretInput } from '../sign-in/secret-input.tsx'
import css from './account.module.css'

export function PasswordDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const { t } = useTranslation(['access', 'common'])
  const form = useId()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState({ first: '', again: '' })
  const change = useMutation(
    api.access.changePassword.mutationOptions({
      gcTime: 0,
      onSuccess: ({ ended }) => {
        notifications.show({ title: t('access:password.saved'), message: t('access:password.savedText', { count: ended }), color: 'green' })
        void queryClient.invalidateQueries({ queryKey: api.access.key() })
        onClose()
      },
    }),
  )
  const ready = current !== '' && isNewPassword(next)
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button type="submit" form={form} variant="primary" disabled={!ready} busy={change.isPending}>
        {t('access:password.save')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('access:password.title')} width={440} foot={foot}>
      <form
        id={form}
        className={css.body}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) change.mutate({ current, password: next.first })
        }}
      >
        <Problem error={change.error} />
        <input type="text" name="username" autoComplete="username" value={me.name} readOnly hidden />
        <SecretInput label={t('access:password.current')} name="current-password" autoComplete="current-password" data-autofocus value={current} onChange={(event) => setCurrent(event.currentTarget.value)} />
        <NewPassword label={t('access:password.new')} value={next} onChange={setNext} own={[me.name, ...me.displayName.split(/\s+/)]} />
        <p className={css.quiet}>{t('access:password.note')}</p>
      </form>
    </Dialog>
  )
}
