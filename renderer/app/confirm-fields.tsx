import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'

export interface Confirmed {
  name: string
  reason: string
}

/** Where the environment does not say: yes in production, no elsewhere. */
export function asksConfirmation({ policies, class: kind }: Environment): boolean {
  return policies.confirm ?? kind === 'production'
}

export function isConfirmed(environment: Environment, { name, reason }: Confirmed): boolean {
  return !asksConfirmation(environment) || (name.trim() === environment.name && reason.trim() !== '')
}

export function confirmInput(environment: Environment, { name, reason }: Confirmed) {
  return asksConfirmation(environment) ? { confirm: name.trim(), reason: reason.trim() } : {}
}

interface ConfirmFieldsProps {
  environment: Environment
  value: Confirmed
  onChange: (value: Confirmed) => void
}

export function ConfirmFields({ environment, value, onChange }: ConfirmFieldsProps) {
  const { t } = useTranslation('migrations')
  if (!asksConfirmation(environment)) return null
  return (
    <>
      <TextInput label={t('confirm.name', { env: environment.name })} autoComplete="off" value={value.name} onChange={(event) => onChange({ ...value, name: event.currentTarget.value })} />
      <TextInput label={t('confirm.reason')} placeholder={t('confirm.reasonHint')} value={value.reason} onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })} />
    </>
  )
}
