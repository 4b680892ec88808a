import { Checkbox, NumberInput, Select, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FleetInput } from '#shared/contract/fleet.ts'
import type { FleetDraft } from './fleet-input.ts'
import css from './fleet.module.css'

/** What a run begins with, unless it is told otherwise. */
export function LimitFields({ draft, onChange }: { draft: FleetDraft; onChange: (part: Partial<FleetDraft>) => void }) {
  const { t } = useTranslation('fleet')
  const number = (name: 'concurrency' | 'canaries' | 'stopAfterFailures' | 'stopAfterPercent', min: number, max: number) => (
    <NumberInput label={t(`limits.${name}`)} min={min} max={max} allowDecimal={false} clampBehavior="strict" value={draft[name]} onChange={(value) => onChange({ [name]: Math.min(max, Math.max(min, Number(value) || 0)) })} />
  )
  return (
    <section className={css.part}>
      <h3>{t('form.limits')}</h3>
      <div className={css.three}>
        {number('concurrency', 1, 32)}
        {number('canaries', 0, 100)}
        <Select
          label={t('limits.then')}
          allowDeselect={false}
          data={[{ value: 'wait', label: t('limits.wait') }, { value: 'go_on', label: t('limits.goOn') }]}
          value={draft.afterCanaries}
          onChange={(value) => onChange({ afterCanaries: value as FleetInput['afterCanaries'] })}
        />
      </div>
      <Textarea className={css.code} label={t('limits.canaryNames')} description={t('limits.canaryNamesHelp')} autosize minRows={1} maxRows={3} value={draft.canaryNames} onChange={(event) => onChange({ canaryNames: event.currentTarget.value })} />
      <div className={css.two}>
        {number('stopAfterFailures', 0, 10_000)}
        {number('stopAfterPercent', 0, 100)}
      </div>
      <p className={css.quiet}>{t('limits.zero')}</p>
      <Checkbox label={t('limits.backup')} checked={draft.backup} onChange={(event) => onChange({ backup: event.currentTarget.checked })} />
    </section>
  )
}
