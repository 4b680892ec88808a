import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Status } from '#shared/contract/migrations.ts'
import { select } from '../../app/navigation.ts'
import { groupOf } from './groups.ts'
import { itemOf, type View } from './view.ts'
import css from './plan.module.css'

interface PlanTargetProps {
  status: Status
  view: Extract<View, { type: 'plan' }>
}

const latest = 'latest'

/** Up to which version, or back to which. */
export function PlanTarget({ status, view }: PlanTargetProps) {
  const { t } = useTranslation('migrations')
  const up = view.direction === 'up'
  const options = up ? upOptions(status, t('plan.latest')) : downOptions(status, t('plan.beginning'))
  const value = view.to ?? (up ? latest : options.find(({ value: version }) => version !== status.version)?.value) ?? latest
  const choose = (to: string | null) => select(itemOf({ type: 'plan', direction: view.direction, to: to === latest || to === null ? undefined : to }))
  return (
    <label className={css.target}>
      <span>{up ? t('plan.upTo') : t('plan.downTo')}</span>
      <Select size="xs" w={190} data={options} value={value} onChange={choose} searchable={options.length > 12} comboboxProps={{ withinPortal: true }} />
    </label>
  )
}

function upOptions(status: Status, newest: string) {
  const pending = status.migrations.filter((row) => row.version !== null && groupOf(row) === 'pending')
  return [{ value: latest, label: newest }, ...pending.map(({ version, description }) => ({ value: version ?? '', label: `V${version} ${description}` })).toReversed()]
}

/** Applied versions but the highest, the nearest first, and the time before all. */
function downOptions(status: Status, beginning: string) {
  const applied = status.migrations.filter((row) => row.kind === 'versioned' && row.applied?.success && row.state !== 'undone' && row.version !== status.version)
  return [...applied.map(({ version, description }) => ({ value: version ?? '', label: `V${version} ${description}` })).toReversed(), { value: '0', label: beginning }]
}
