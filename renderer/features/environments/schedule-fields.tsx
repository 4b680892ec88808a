import { NumberInput, Select, TextInput } from '@mantine/core'
import { Controller, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { scheduleSchema, type Schedule } from '#shared/contract/environments.ts'
import { useFormat } from '../../i18n/format.ts'
import { weekdayName } from './weekday-name.ts'
import type { FormValues } from './environment-form.tsx'
import css from './environment-form.module.css'

const rhythms = ['hour', 'day', 'week'] as const

/** Never, every hour, day or week, and when. */
export function ScheduleFields({ name }: { name: 'schedule' | 'rehearseSchedule' }) {
  const { t } = useTranslation('keeping')
  const { control } = useFormContext<FormValues>()
  const rhythm = [{ value: 'never', label: t('form.never') }, ...rhythms.map((value) => ({ value, label: t(`form.every.${value}`) }))]
  return (
    <Controller
      control={control}
      name={`backups.${name}`}
      render={({ field }) => {
        const schedule = field.value ? scheduleSchema.safeParse(field.value).data : undefined
        const change = (patch: Partial<Schedule>) => field.onChange({ ...scheduleSchema.parse({}), ...schedule, ...patch })
        return (
          <>
            <Select className={css.two} label={t(`form.${name}`)} allowDeselect={false} data={rhythm} value={schedule?.every ?? 'never'} onChange={(every) => (every === 'never' ? field.onChange(null) : change({ every: every as Schedule['every'] }))} />
            {schedule && <When schedule={schedule} onChange={change} />}
            {!schedule && <span className={css.four} />}
          </>
        )
      }}
    />
  )
}

function When({ schedule, onChange }: { schedule: Schedule; onChange: (patch: Partial<Schedule>) => void }) {
  const { t } = useTranslation('keeping')
  const format = useFormat()
  const { every, at, weekday } = schedule
  if (every === 'hour') {
    return (
      <>
        <NumberInput className={css.two} label={t('form.atHour')} min={0} max={59} clampBehavior="strict" allowDecimal={false} value={Number(at.slice(3))} onChange={(minute) => onChange({ at: `00:${String(Number(minute)).padStart(2, '0')}` })} />
        <span className={css.two} />
      </>
    )
  }
  const days = Array.from({ length: 7 }, (_, day) => ({ value: String(day), label: weekdayName(format, day) }))
  return (
    <>
      <TextInput type="time" className={css.two} label={t('form.at')} value={at} onChange={(event) => event.currentTarget.value && onChange({ at: event.currentTarget.value.slice(0, 5) })} />
      {every === 'week' ? <Select className={css.two} label={t('form.weekday')} allowDeselect={false} data={days} value={String(weekday)} onChange={(day) => onChange({ weekday: Number(day) })} /> : <span className={css.two} />}
    </>
  )
}
