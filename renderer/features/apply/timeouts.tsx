import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Consent } from './consent.ts'
import css from './apply.module.css'

interface TimeoutsProps {
  consent: Consent
  onChange: (part: Partial<Consent>) => void
}

const most = { lock: 3600, statement: 86_400 }

export function Timeouts({ consent, onChange }: TimeoutsProps) {
  const { t } = useTranslation('apply')
  const seconds = (value: number | string) => (typeof value === 'number' ? value : Number(value) || 0)
  const shared = { min: 0, step: 1, suffix: ` ${t('limits.seconds')}`, hideControls: true, w: 200 }
  return (
    <section className={css.part}>
      <div className={css.limits}>
        <NumberInput {...shared} label={t('limits.lock')} description={t('limits.none')} max={most.lock} value={consent.lockSeconds} onChange={(value) => onChange({ lockSeconds: seconds(value) })} />
        <NumberInput
          {...shared}
          label={t('limits.statement')}
          description={t('limits.none')}
          max={most.statement}
          value={consent.statementSeconds}
          onChange={(value) => onChange({ statementSeconds: seconds(value) })}
        />
      </div>
      <p className={css.quiet}>{t('limits.lockHelp')}</p>
    </section>
  )
}
