import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '#shared/contract/access.ts'
import { api } from '../../client/link.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from './problem.tsx'
import { SecretInput } from './secret-input.tsx'
import { useFocusFirst } from './use-focus-first.ts'
import css from './sign-in.module.css'

interface SignInFormProps {
  /** Whose session ended; nobody else can take it up. */
  name?: string
  submit: string
  onDone: (me: Me) => void
}

export function SignInForm({ name: known, submit, onDone }: SignInFormProps) {
  const { t } = useTranslation('access')
  const [name, setName] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const secret = useRef<HTMLInputElement>(null)
  const form = useFocusFirst()
  const signIn = useMutation(api.access.signIn.mutationOptions({ gcTime: 0, onSuccess: onDone }))
  const anew = () => {
    setPassword('')
    secret.current?.focus()
  }
  return (
    <form
      ref={form}
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '' && password !== '') signIn.mutate({ name: name.trim(), password }, { onError: anew })
      }}
    >
      <Problem error={signIn.error} id="sign-in-problem" />
      <TextInput label={t('signIn.name')} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} readOnly={known !== undefined} required withAsterisk={false} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <SecretInput ref={secret} label={t('signIn.password')} name="password" autoComplete="current-password" required withAsterisk={false} aria-describedby={signIn.error ? 'sign-in-problem' : undefined} value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      <Button type="submit" variant="primary" size="l" wide busy={signIn.isPending}>
        {signIn.isPending ? t('signIn.busy') : submit}
      </Button>
    </form>
  )
}
