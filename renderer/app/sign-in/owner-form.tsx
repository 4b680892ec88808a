import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, readable } from '../../client/link.ts'
import { enter } from '../../client/session.ts'
import { Button } from '../../ui/button.tsx'
import { isNewPassword, NewPassword } from './new-password.tsx'
import { Problem } from './problem.tsx'
import { useFocusFirst } from './use-focus-first.ts'
import css from './sign-in.module.css'

/** The first person of this server, who may do everything and adds the others. */
export function OwnerForm({ token, onOther }: { token: string; onOther: () => void }) {
  const { t } = useTranslation('access')
  const form = useFocusFirst()
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [password, setPassword] = useState({ first: '', again: '' })
  const make = useMutation(api.access.makeOwner.mutationOptions({ gcTime: 0, onSuccess: enter }))
  const ready = name.trim() !== '' && isNewPassword(password)
  return (
    <>
      <h1 className={css.title}>{t('owner.title')}</h1>
      <p className={css.lead}>{t('owner.text')}</p>
      <form
        ref={form}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) make.mutate({ token, name: name.trim(), displayName: displayName.trim(), password: password.first })
        }}
      >
        <Problem error={make.error} />
        {make.error && readable(make.error).code === 'sign_in_failed' && (
          <Button size="s" onClick={onOther}>
            {t('owner.other')}
          </Button>
        )}
        <TextInput label={t('signIn.name')} description={t('owner.nameHint')} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required withAsterisk={false} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput label={t('owner.displayName')} name="name" autoComplete="name" value={displayName} onChange={(event) => setDisplayName(event.currentTarget.value)} />
        <NewPassword label={t('signIn.password')} value={password} onChange={setPassword} own={[name, ...displayName.split(/\s+/)]} />
        <Button type="submit" variant="primary" size="l" wide disabled={!ready} busy={make.isPending}>
          {t('owner.submit')}
        </Button>
      </form>
    </>
  )
}
