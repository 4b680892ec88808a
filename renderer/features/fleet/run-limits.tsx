import { Checkbox, NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Fleet, FleetPlan } from '#shared/contract/fleet.ts'
import css from './fleet.module.css'

export interface ChosenLimits {
  concurrency: number
  afterCanaries: Fleet['afterCanaries']
  backup: boolean
}

interface RunLimitsProps {
  fleet: Fleet
  plan: FleetPlan
  value: ChosenLimits
  onChange: (value: ChosenLimits) => void
}

/** How fast it goes, what comes first, when it stops. */
export function RunLimits({ fleet, plan, value, onChange }: RunLimitsProps) {
  const { t } = useTranslation('fleet')
  const { canaries, backup } = plan
  const rules = [fleet.stopAfterFailures > 0 && t('limits.stopsFailures', { count: fleet.stopAfterFailures }), fleet.stopAfterPercent > 0 && t('limits.stopsPercent', { percent: fleet.stopAfterPercent })].filter(Boolean)
  return (
    <div className={css.part}>
      <div className={css.two}>
        <NumberInput label={t('limits.concurrency')} min={1} max={32} allowDecimal={false} clampBehavior="strict" value={value.concurrency} onChange={(number) => onChange({ ...value, concurrency: Math.max(1, Number(number) || 1) })} />
        {canaries.length > 0 && (
          <Select
            label={t('limits.afterCanaries', { count: canaries.length })}
            allowDeselect={false}
            data={[{ value: 'wait', label: t('limits.wait') }, { value: 'go_on', label: t('limits.goOn') }]}
            value={value.afterCanaries}
            onChange={(then) => onChange({ ...value, afterCanaries: then as ChosenLimits['afterCanaries'] })}
          />
        )}
      </div>
      {canaries.length > 0 && <p className={css.quiet}>{t('limits.canariesAre', { names: canaries.slice(0, 6).join(', '), count: canaries.length })}</p>}
      <p className={css.quiet}>{rules.length === 0 ? t('limits.stopsNever') : t('limits.stops', { rules: rules.join(t('limits.or')) })}</p>
      <Checkbox label={t('limits.backup')} description={backup.problem === undefined ? undefined : `${backup.problem} ${backup.help ?? ''}`} disabled={backup.problem !== undefined} checked={value.backup} onChange={(event) => onChange({ ...value, backup: event.currentTarget.checked })} />
    </div>
  )
}
