import { PasswordInput, SegmentedControl, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { UserCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import { api } from '../client/queries.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { MayButton } from './abilities/may.tsx'
import { openConfirmations } from './confirmations-store.ts'
import { Countdown, isOver } from './countdown.tsx'
import type { ConfirmWhat, SecondConsent } from './second-consent.ts'
import css from './second-person.module.css'

interface SecondPersonProps {
  environment: Environment
  what: ConfirmWhat
  reason: string
  value: SecondConsent | null
  onChange: (value: SecondConsent | null) => void
}

/** The word of a second person: a passphrase typed here, or a confirmation of the same plan given elsewhere. */
export function SecondPerson({ environment, what, reason, value, onChange }: SecondPersonProps) {
  const { t } = useTranslation('confirmations')
  const [how, setHow] = useState<'here' | 'elsewhere'>('here')
  return (
    <section className={css.second} aria-label={t('second.title')}>
      <p className={css.head}>
        <b>{t('second.title')}</b>
        {!value && (
          <SegmentedControl
            size="xs"
            aria-label={t('second.how')}
            value={how}
            onChange={(next) => setHow(next as typeof how)}
            data={[{ value: 'here', label: t('second.here') }, { value: 'elsewhere', label: t('second.elsewhere') }]}
          />
        )}
      </p>
      {value ? (
        <Given value={value} onOver={() => onChange(null)} />
      ) : how === 'here' ? (
        <ByPassphrase environment={environment} what={what} reason={reason} onChange={onChange} />
      ) : (
        <Elsewhere environment={environment} what={what} onChange={onChange} />
      )}
    </section>
  )
}

function Given({ value: { confirmation }, onOver }: { value: SecondConsent; onOver: () => void }) {
  const { t } = useTranslation('confirmations')
  return (
    <p className={css.given} role="status">
      <UserCheck aria-hidden />
      <span>
        <b>{t('second.given', { who: confirmation.second ?? confirmation.by })}</b> {confirmation.second === null && confirmation.reason}
      </span>
      <Countdown until={confirmation.expiresAt} onOver={onOver} />
    </p>
  )
}

type PartProps = Omit<SecondPersonProps, 'value' | 'reason'> & { reason?: string }

function ByPassphrase({ environment, what, reason = '', onChange }: PartProps) {
  const { t } = useTranslation('confirmations')
  const { data } = useQuery(api.confirmations.people.queryOptions({ input: {} }))
  const people = data?.people.map(({ name }) => name) ?? []
  const [person, setPerson] = useState<string | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const chosen = person ?? people[0] ?? null
  const confirm = useMutation(
    api.confirmations.create.mutationOptions({
      onSuccess: (made) => onChange(made),
      onSettled: () => setPassphrase(''),
    }),
  )
  const send = () => chosen !== null && confirm.mutate({ env: environment.id, ...what, reason: reason.trim(), person: chosen, passphrase })
  if (data && people.length === 0) {
    return (
      <p className={css.none}>
        {t('second.nobody')}{' '}
        <Button size="s" onClick={() => openConfirmations(environment.id)}>
          {t('second.set')}
        </Button>
      </p>
    )
  }
  return (
    <>
      <div className={css.fields}>
        <Select label={t('second.person')} data={people} value={chosen} onChange={setPerson} allowDeselect={false} />
        <PasswordInput
          label={t('second.passphrase')}
          autoComplete="off"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            if (passphrase !== '' && reason.trim() !== '') send()
          }}
        />
        <MayButton operation="confirmations.create" env={environment.id} disabled={chosen === null || passphrase === '' || reason.trim() === ''} busy={confirm.isPending} onClick={send}>
          {t('second.confirm')}
        </MayButton>
      </div>
      {reason.trim() === '' && <p className={css.quiet}>{t('second.reasonFirst')}</p>}
      {confirm.error && <ErrorNotice error={confirm.error} />}
    </>
  )
}

const everyMs = 3_000

function Elsewhere({ environment, what, onChange }: PartProps) {
  const { t } = useTranslation('confirmations')
  const { data } = useQuery({ ...api.confirmations.list.queryOptions({ input: { env: environment.id, limit: 50 } }), refetchInterval: everyMs })
  const found = data?.confirmations.find((one) => one.state === 'pending' && !one.mine && one.operation === what.operation && one.plan === what.plan && !isOver(one.expiresAt))
  useEffect(() => {
    if (found) onChange({ confirmation: found })
  }, [found, onChange])
  const operation = what.operation === 'migrations.apply' ? '' : ` --operation ${what.operation}`
  const name = /\s/.test(environment.name) ? JSON.stringify(environment.name) : environment.name
  return (
    <>
      <p className={css.waiting} role="status">
        <span className={css.dot} aria-hidden /> {t('second.waiting')}
      </p>
      <code className={css.command}>
        strata confirm --env {name}
        {operation} --plan {/\s/.test(what.plan) ? JSON.stringify(what.plan) : what.plan} --reason "…"
      </code>
    </>
  )
}
