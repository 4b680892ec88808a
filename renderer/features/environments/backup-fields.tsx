import { NumberInput, Select, Switch } from '@mantine/core'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { backupRulesSchema } from '#shared/contract/environments.ts'
import type { FormValues } from './environment-form.tsx'
import { RetentionFields } from './retention-fields.tsx'
import { ScheduleFields } from './schedule-fields.tsx'
import css from './environment-form.module.css'

const usual = backupRulesSchema.parse({})

/** How backups of the environment are made, kept and tried. */
export function BackupFields() {
  const { t } = useTranslation('keeping')
  return (
    <fieldset className={css.set}>
      <legend className={css.legend}>{t('form.title')}</legend>
      <Format />
      <Jobs />
      <Compression />
      <Toggle name="globals" />
      <Toggle name="encrypt" />
      <Toggle name="rehearse" />
      <ScheduleFields name="schedule" />
      <ScheduleFields name="rehearseSchedule" />
      <p className={css.help}>{t('form.scheduleHelp')}</p>
      <RetentionFields />
    </fieldset>
  )
}

function Format() {
  const { t } = useTranslation('keeping')
  const { control } = useFormContext<FormValues>()
  const data = (['custom', 'directory'] as const).map((value) => ({ value, label: t(`form.formats.${value}`) }))
  return <Controller control={control} name="backups.format" render={({ field }) => <Select className={css.three} label={t('form.format')} allowDeselect={false} data={data} value={field.value ?? usual.format} onChange={field.onChange} />} />
}

function Jobs() {
  const { t } = useTranslation('keeping')
  const { control } = useFormContext<FormValues>()
  return (
    <Controller
      control={control}
      name="backups.jobs"
      render={({ field }) => <NumberInput className={css.three} label={t('form.jobs')} title={t('form.jobsHelp')} min={1} max={64} allowDecimal={false} value={field.value ?? usual.jobs} onChange={(value) => field.onChange(Number(value) || usual.jobs)} />}
    />
  )
}

/** As pg_dump takes them since version 16; an older one is told the level of gzip. */
const methods = { none: 0, gzip: 9, lz4: 12, zstd: 22 } as const

function Compression() {
  const { t } = useTranslation('keeping')
  const { control, setValue } = useFormContext<FormValues>()
  const value = useWatch({ control, name: 'backups.compression' }) ?? usual.compression
  const [method = 'gzip', level = ''] = value.split(':') as [keyof typeof methods, string?]
  const change = (to: keyof typeof methods, at: string) => setValue('backups.compression', to === 'none' || at === '' ? to : `${to}:${Math.min(Number(at), methods[to])}`, { shouldDirty: true })
  const data = (Object.keys(methods) as (keyof typeof methods)[]).map((one) => ({ value: one, label: t(`form.methods.${one}`) }))
  return (
    <>
      <Select className={css.three} label={t('form.compression')} allowDeselect={false} data={data} value={method} onChange={(to) => change(to as keyof typeof methods, level)} />
      <NumberInput className={css.three} label={t('form.level')} min={1} max={methods[method]} allowDecimal={false} disabled={method === 'none'} value={level} onChange={(to) => change(method, String(to))} />
    </>
  )
}

function Toggle({ name }: { name: 'globals' | 'encrypt' | 'rehearse' }) {
  const { t } = useTranslation('keeping')
  const { control } = useFormContext<FormValues>()
  return (
    <Controller
      control={control}
      name={`backups.${name}`}
      render={({ field }) => <Switch className={css.six} label={t(`form.${name}`)} checked={field.value ?? usual[name]} onChange={(event) => field.onChange(event.currentTarget.checked)} />}
    />
  )
}
