import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '#shared/contract/access.ts'
import { api } from '../../../client/link.ts'
import { queryClient } from '../../../client/query-client.ts'
import { useEnvironments } from '../../../client/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { choicesOf, everywhere, grantsOf } from './role-choices.ts'
import { RoleMatrix } from './role-matrix.tsx'
import css from '../people.module.css'

export function RolesDialog({ user, only, onClose }: { user: User; only: boolean; onClose: () => void }) {
  const { t } = useTranslation(['people', 'common'])
  const { data: environments = [] } = useEnvironments()
  const [choices, setChoices] = useState(() => choicesOf(user.grants))
  const save = useMutation(
    api.access.updateUser.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.access.key() })
        onClose()
      },
    }),
  )
  const grants = grantsOf(choices, environments.map(({ id }) => id))
  const orphaned = only && choices[everywhere] !== 'owner'
  const less = user.me && choices[everywhere] !== 'owner' && !only
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button variant="primary" refused={orphaned ? t('people:users.lastOwner') : null} busy={save.isPending} onClick={() => save.mutate({ user: user.id, grants })}>
        {t('people:roles.save')}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={t('people:roles.title', { name: user.displayName })} width={860} foot={foot}>
      <div className={css.form}>
        <p className={css.lesser}>{t('people:roles.text')}</p>
        <RoleMatrix value={choices} onChange={setChoices} />
        {grants.length === 0 && <p className={css.note}>{t('people:roles.none')}</p>}
        {orphaned && <p className={css.note} role="alert">{t('people:users.lastOwner')}</p>}
        {less && <p className={css.note} role="alert">{t('people:roles.self')}</p>}
        {save.error && <ErrorNotice error={save.error} />}
      </div>
    </Dialog>
  )
}
