import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackWay } from '#shared/contract/rollback.ts'
import { asksConfirmation, ConfirmFields, type Confirmed } from '../../app/confirm-fields.tsx'
import css from './rollback.module.css'

export interface RollbackConsent {
  backup: boolean
  endSessions: boolean
}

interface ConsentPartProps {
  environment: Environment
  way: RollbackWay
  consent: RollbackConsent
  onConsent: (consent: RollbackConsent) => void
  confirmed: Confirmed
  onConfirmed: (confirmed: Confirmed) => void
}

/** What is saved first, and what the environment asks for before it is changed. */
export function ConsentPart({ environment, way, consent, onConsent, confirmed, onConfirmed }: ConsentPartProps) {
  const { t } = useTranslation('rollback')
  const swaps = way.backup !== null
  return (
    <section className={css.part}>
      <Checkbox classNames={{ description: css.checkHelp }} label={t('consent.backup', { database: environment.connection.database })} description={t(swaps ? 'consent.backupSwap' : 'consent.backupHelp')} checked={consent.backup} onChange={(event) => onConsent({ ...consent, backup: event.currentTarget.checked })} />
      {swaps && <Checkbox classNames={{ description: css.checkHelp }} label={t('consent.sessions')} description={t('consent.sessionsHelp')} checked={consent.endSessions} onChange={(event) => onConsent({ ...consent, endSessions: event.currentTarget.checked })} />}
      {asksConfirmation(environment) && <h3 className={css.heading}>{t('consent.title', { env: environment.name })}</h3>}
      <ConfirmFields environment={environment} value={confirmed} onChange={onConfirmed} />
    </section>
  )
}
