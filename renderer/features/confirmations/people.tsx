import { PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Confirmer } from '#shared/contract/confirmations.ts'
import { MayButton, MayIconButton } from '../../app/abilities/may.tsx'
import { api, queryClient } from '../../client/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import css from './confirmations.module.css'

const refresh = () => queryClient.invalidateQueries({ queryKey: api.confirmations.key() })

/** Second persons and the form by which one of them sets a passphrase. */
export function People() {
  const { t } = useTranslation('confirmations')
  const { data, error } = useQuery(api.confirmations.people.queryOptions({ input: {} }))
  const [adding, setAdding] = useState(false)
  return (
    <section className={css.people} aria-label={t('people.title')}>
      <div className={css.line}>
        <h3 className={css.reason}>{t('people.title')}</h3>
        {!adding && (
          <MayButton operation="confirmations.setPerson" size="s" onClick={() => setAdding(true)}>
            {t('people.add')}
          </MayButton>
        )}
      </div>
      <p className={css.quiet}>{t('people.intro')}</p>
      {error && <ErrorNotice error={error} />}
      {data?.people.map((person) => <Person key={person.name} person={person} />)}
      {adding && <Form people={data?.people ?? []} onClose={() => setAdding(false)} />}
    </section>
  )
}

function Person({ person: { name, addedAt, addedBy } }: { person: Confirmer }) {
  const { t } = useTranslation('confirmations')
  const format = useFormat()
  const remove = useMutation(api.confirmations.removePerson.mutationOptions({ onSettled: refresh }))
  return (
    <div className={css.line}>
      <b>{name}</b>
      <span className={css.grow}>{t('people.set', { by: addedBy, at: format.day(addedAt) })}</span>
      <MayIconButton operation="confirmations.removePerson" label={t('people.remove', { name })} icon={<Trash2 />} disabled={remove.isPending} onClick={() => remove.mutate({ name })} />
    </div>
  )
}

const shortest = 10

function Form({ people, onClose }: { people: readonly Confirmer[]; onClose: () => void }) {
  const { t } = useTranslation(['confirmations', 'common'])
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [current, setCurrent] = useState('')
  const known = people.some((person) => person.name.toLowerCase() === name.trim().toLowerCase())
  const save = useMutation(
    api.confirmations.setPerson.mutationOptions({
      onSuccess: async () => {
        await refresh()
        onClose()
      },
    }),
  )
  const tooShort = passphrase !== '' && passphrase.length < shortest
  const differs = again !== '' && again !== passphrase
  const ready = name.trim() !== '' && passphrase.length >= shortest && again === passphrase && (!known || current !== '')
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) save.mutate({ name: name.trim(), passphrase, ...(known && { current }) })
      }}
    >
      <TextInput label={t('confirmations:people.name')} data-autofocus autoComplete="off" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      {known && <PasswordInput label={t('confirmations:people.current')} autoComplete="off" value={current} onChange={(event) => setCurrent(event.currentTarget.value)} />}
      <PasswordInput label={t('confirmations:people.passphrase')} autoComplete="new-password" error={tooShort && t('confirmations:people.tooShort', { count: shortest })} value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} />
      <PasswordInput label={t('confirmations:people.again')} autoComplete="new-password" error={differs && t('confirmations:people.differs')} value={again} onChange={(event) => setAgain(event.currentTarget.value)} />
      {save.error && <ErrorNotice error={save.error} />}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button variant="primary" type="submit" disabled={!ready} busy={save.isPending}>
          {t('confirmations:people.save')}
        </Button>
      </div>
    </form>
  )
}
