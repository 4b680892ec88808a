import { NumberInput } from '@mantine/core'
import { Controller, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { FormValues } from './environment-form.tsx'
import css from './environment-form.module.css'

const classes = ['manual', 'scheduled', 'automatic'] as const

/** How many backups of each class stay, and for how long. */
export function RetentionFields() {
  const { t } = useTranslation('keeping')
  return (
    <>
      <table className={css.retention}>
        <thead>
          <tr>
            <th scope="col">{t('form.retention')}</th>
            <th scope="col">{t('form.count')}</th>
            <th scope="col">{t('form.days')}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`form.classes.${name}`)}</th>
              <td>
                <Limit name={`backups.retention.${name}.count`} label={t('form.countOf', { class: t(`form.classes.${name}`) })} max={10_000} />
              </td>
              <td>
                <Limit name={`backups.retention.${name}.days`} label={t('form.daysOf', { class: t(`form.classes.${name}`) })} max={36_500} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.help}>{t('form.retentionHelp')}</p>
    </>
  )
}

/** An empty field is no rule. */
function Limit({ name, label, max }: { name: `backups.retention.${(typeof classes)[number]}.${'count' | 'days'}`; label: string; max: number }) {
  const { t } = useTranslation('keeping')
  const { control } = useFormContext<FormValues>()
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => <NumberInput size="xs" aria-label={label} placeholder={t('form.noRule')} min={1} max={max} allowDecimal={false} value={field.value ?? ''} onChange={(value) => field.onChange(value === '' ? null : Number(value))} />}
    />
  )
}
