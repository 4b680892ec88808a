import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { ConfirmWhat, SecondConsent } from './second-consent.ts'
import { SecondPerson } from './second-person.tsx'

export interface Confirmed {
  name: string
  reason: string
  /** Word of a second person, where the environment asks for one. */
  second?: SecondConsent | null
}

/** Where the environment does not say: yes in production, no elsewhere. */
export function asksConfirmation({ policies, class: kind }: Environment): boolean {
  return policies.secondPerson || (policies.confirm ?? kind === 'production')
}

export function isConfirmed(environment: Environment, { name, reason, second }: Confirmed): boolean {
  if (environment.policies.secondPerson && !second) return false
  return !asksConfirmation(environment) || (name.trim() === environment.name && reason.trim() !== '')
}

export function confirmInput(environment: Environment, { name, reason, second }: Confirmed) {
  if (!asksConfirmation(environment)) return {}
  return { confirm: name.trim(), reason: reason.trim(), ...(second?.token !== undefined && { confirmation: second.token }) }
}

interface ConfirmFieldsProps {
  environment: Environment
  value: Confirmed
  onChange: (value: Confirmed) => void
  /** What is confirmed; a second person confirms exactly this. */
  what?: ConfirmWhat | undefined
}

export function ConfirmFields({ environment, value, onChange, what }: ConfirmFieldsProps) {
  const { t } = useTranslation('migrations')
  if (!asksConfirmation(environment)) return null
  return (
    <>
      <TextInput label={t('confirm.name', { env: environment.name })} autoComplete="off" value={value.name} onChange={(event) => onChange({ ...value, name: event.currentTarget.value })} />
      <TextInput label={t('confirm.reason')} placeholder={t('confirm.reasonHint')} value={value.reason} onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })} />
      {environment.policies.secondPerson && what && <SecondPerson key={`${what.operation} ${what.plan}`} environment={environment} what={what} reason={value.reason} value={value.second ?? null} onChange={(second) => onChange({ ...value, second })} />}
    </>
  )
}
