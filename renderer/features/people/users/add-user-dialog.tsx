import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, readable } from '../../../client/link.ts'
import { queryClient } from '../../../client/query-client.ts'
import { useEnvironments } from '../../../client/queries.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SecretOnce } from '../secret-once.tsx'
import { grantsOf, type RoleChoices } from './role-choices.ts'
import { RoleMatrix } from './role-matrix.tsx'
import css from '../people.module.css'

const allowed = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]*$/u

export function AddUserDialog({ onClose, onAdded }: { onClose: () => void; onAdded: (id: string) => void }) {
  const { t } = useTranslation(['people', 'common'])
  const form = useId()
  const { data: environments = [] } = useEnvironments()
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [choices, setChoices] = useState<RoleChoices>({ '*': 'viewer' })
  const add = useMutation(
    api.access.createUser.mutationOptions({
      gcTime: 0,
      onSuccess: ({ user }) => {
        onAdded(user.id)
        return queryClient.invalidateQueries({ queryKey: api.access.users.key() })
      },
    }),
  )
  const made = add.data
  const typed = name.trim()
  const wrong = typed !== '' && !allowed.test(typed)
  const grants = grantsOf(choices, environments.map(({ id }) => id))
  if (made?.password) {
    return (
      <Dialog open locked onClose={onClose} title={t('people:add.added', { name: made.user.displayName })} width={480} foot={<Button variant="primary" onClick={onClose}>{t('people:once.done')}</Button>}>
        <SecretOnce label={t('people:once.password', { name: made.user.displayName })} secret={made.password} note={t('people:once.firstPassword', { address: location.origin, name: made.user.name })} />
      </Dialog>
    )
  }
  const foot = (
    <>
      <Button onClick={onClose}>{t('common:cancel')}</Button>
      <Button type="submit" form={form} variant="primary" disabled={typed === '' || wrong} busy={add.isPending}>
        {t('people:add.submit')}
      </Button>
    </>
  )
  const taken = add.error && readable(add.error).code === 'already_exists'
  return (
    <Dialog open onClose={onClose} title={t('people:add.title')} width={860} foot={foot}>
      <form
        id={form}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (typed !== '' && !wrong) add.mutate({ name: typed, displayName: displayName.trim(), grants })
        }}
      >
        <div className={css.two}>
          <TextInput label={t('people:users.login')} description={t('people:add.nameHint')} data-autofocus autoComplete="off" autoCapitalize="none" spellCheck={false} error={wrong ? t('people:add.nameWrong') : taken && t('people:add.nameTaken', { name: typed })} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t('people:add.displayName')} description={t('people:add.displayNameHint')} autoComplete="off" value={displayName} onChange={(event) => setDisplayName(event.currentTarget.value)} />
        </div>
        <RoleMatrix value={choices} onChange={setChoices} />
        <p className={css.lesser}>{grants.length === 0 ? t('people:roles.none') : t('people:add.passwordNote')}</p>
        {add.error && !taken && <ErrorNotice error={add.error} />}
      </form>
    </Dialog>
  )
}
