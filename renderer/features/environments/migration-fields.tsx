import { NumberInput, Switch } from '@mantine/core'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Text } from './connection-fields.tsx'
import type { FormValues } from './environment-form.tsx'
import css from './environment-form.module.css'

export function MigrationFields() {
  const { t } = useTranslation('environments')
  return (
    <fieldset className={css.set}>
      <legend className={css.legend}>{t('detail.migrations')}</legend>
      <Text name="migrationsFolder" label={t('fields.folder')} description={t('form.folderHelp')} className={css.six} choose="folder" />
      <Text name="schema" label={t('fields.schema')} className={css.two} />
      <Text name="historyTable" label={t('fields.history')} className={css.four} />
      <Text name="backupFolder" label={t('fields.backupFolder')} description={t('form.backupFolderHelp')} className={css.six} optional choose="folder" />
    </fieldset>
  )
}

export function PolicyFields() {
  const { t } = useTranslation(['environments', 'keeping'])
  const { control } = useFormContext<FormValues>()
  const kind = useWatch({ control, name: 'class' })
  return (
    <fieldset className={css.set}>
      <legend className={css.legend}>{t('detail.policies')}</legend>
      <Toggle name="policies.backupBeforeMigrating" label={t('policies.backup')} usual />
      <Toggle name="policies.confirm" label={t('policies.confirm')} usual={kind === 'production'} />
      <Toggle name="policies.secondPerson" label={t('keeping:policies.secondPerson')} usual={false} />
      <Toggle name="policies.rollbackOnFailure" label={t('keeping:policies.rollbackOnFailure')} usual={false} />
      <Toggle name="policies.outOfOrder" label={t('policies.order')} usual={false} />
      <Milliseconds name="policies.lockTimeoutMs" label={t('policies.lock')} />
      <Milliseconds name="policies.statementTimeoutMs" label={t('policies.statement')} />
      <Count name="policies.previewRows" label={t('policies.previewRows')} usual={500} />
      <Milliseconds name="policies.previewTimeoutMs" label={t('policies.previewTimeout')} usual={60_000} />
      <Count name="policies.archiveDays" label={t('policies.archiveDays')} usual={90} />
      <Count name="policies.keepReplacedDays" label={t('keeping:policies.keepReplacedDays')} usual={7} />
      <Count name="policies.confirmationMinutes" label={t('keeping:policies.confirmationMinutes')} usual={30} />
    </fieldset>
  )
}

interface ToggleProps {
  name: `policies.${'backupBeforeMigrating' | 'confirm' | 'secondPerson' | 'rollbackOnFailure' | 'outOfOrder'}`
  label: string
  /** What holds while nothing was chosen. */
  usual: boolean
}

function Toggle({ name, label, usual }: ToggleProps) {
  const { control } = useFormContext<FormValues>()
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => <Switch className={css.six} label={label} checked={field.value ?? usual} onChange={(event) => field.onChange(event.currentTarget.checked)} />}
    />
  )
}

/** Asked in seconds, kept in milliseconds. */
function Milliseconds({ name, label, usual = 0 }: { name: 'policies.lockTimeoutMs' | 'policies.statementTimeoutMs' | 'policies.previewTimeoutMs'; label: string; usual?: number }) {
  const { t } = useTranslation('environments')
  const { control } = useFormContext<FormValues>()
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <NumberInput className={css.three} label={label} min={0} step={1} suffix={` ${t('policies.seconds')}`} value={(field.value ?? usual) / 1000} onChange={(value) => field.onChange(Math.round(Number(value) * 1000))} />
      )}
    />
  )
}

function Count({ name, label, usual }: { name: `policies.${'previewRows' | 'archiveDays' | 'keepReplacedDays' | 'confirmationMinutes'}`; label: string; usual: number }) {
  const { control } = useFormContext<FormValues>()
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => <NumberInput className={css.three} label={label} min={0} step={1} allowDecimal={false} value={field.value ?? usual} onChange={(value) => field.onChange(Math.round(Number(value)))} />}
    />
  )
}
