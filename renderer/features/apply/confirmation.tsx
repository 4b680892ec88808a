import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { Plan } from '#shared/contract/migrations.ts'
import { SecondPerson } from '../../app/second-person.tsx'
import type { Consent } from './consent.ts'
import css from './apply.module.css'

interface ConfirmationProps {
  environment: Environment
  plan: Plan
  consent: Consent
  onChange: (part: Partial<Consent>) => void
}

/** The name, where it is asked for, and the reason. */
export function Confirmation({ environment, plan, consent, onChange }: ConfirmationProps) {
  const { t } = useTranslation(['apply', 'confirmations'])
  const { name, reason, secondPerson } = plan.confirmation
  return (
    <section className={css.part} data-tone={environment.class === 'production' ? 'bad' : undefined}>
      {name && (
        <>
          <p>
            <b>{t(environment.class === 'production' ? 'confirm.title' : 'confirm.titleOther', { env: environment.name })}</b>
          </p>
          <TextInput
            label={t('confirm.name', { env: environment.name })}
            required
            withAsterisk={false}
            autoComplete="off"
            spellCheck={false}
            value={consent.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
        </>
      )}
      <Textarea
        label={reason ? t('confirm.reason') : t('confirm.reasonOptional')}
        placeholder={t('confirm.reasonHint')}
        required={reason}
        withAsterisk={false}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={2000}
        value={consent.reason}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
      />
      {name && <p className={css.quiet}>{t('confirmations:holds', { count: environment.policies.confirmationMinutes })}</p>}
      {secondPerson && <SecondPerson environment={environment} what={{ operation: plan.direction === 'up' ? 'migrations.apply' : 'migrations.undo', plan: plan.fingerprint }} reason={consent.reason} value={consent.second} onChange={(second) => onChange({ second })} />}
    </section>
  )
}
