import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { asAppError } from '#shared/contract/client.ts'
import { api } from '../../client/queries.ts'
import { errorWords } from '../../i18n/errors.ts'
import type { FormValues } from './environment-form.tsx'
import css from './environment-form.module.css'

/** A pasted URL or keyword string fills the fields below; the password in it goes to the password field alone. */
export function UrlField() {
  const { t, i18n } = useTranslation('environments')
  const { setValue, getValues } = useFormContext<FormValues>()
  const [text, setText] = useState('')
  const parse = useMutation(
    api.environments.parse.mutationOptions({
      onSuccess: ({ connection, password }) => {
        for (const [name, value] of Object.entries(connection)) setValue(`connection.${name as 'host'}`, value as string, { shouldDirty: true, shouldValidate: true })
        if (password !== undefined) setValue('password', password, { shouldDirty: true })
        if (!getValues('name') && connection.database) setValue('name', connection.database, { shouldDirty: true, shouldValidate: true })
        setText('')
      },
    }),
  )
  const read = (pasted: string) => {
    if (pasted.trim()) parse.mutate({ text: pasted.trim() })
  }
  return (
    <div className={css.url}>
      <TextInput
        data-autofocus
        label={t('form.url')}
        description={t('form.urlHelp')}
        placeholder="postgres://user@host:5432/database"
        leftSection={<Link2 size={15} aria-hidden />}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={(event) => {
          event.preventDefault()
          const pasted = event.clipboardData.getData('text')
          setText(pasted)
          read(pasted)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          read(text)
        }}
        onBlur={() => read(text)}
        error={parse.isError && errorWords(asAppError(parse.error).data, i18n.language).message}
      />
      {parse.data && (
        <div className={css.notes} role="status">
          <p>{t('form.urlRead')}</p>
          {parse.data.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
    </div>
  )
}
