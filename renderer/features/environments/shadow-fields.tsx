import { PasswordInput, Switch } from '@mantine/core'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Port, SslMode, Text } from './connection-fields.tsx'
import type { FormValues } from './environment-form.tsx'
import css from './environment-form.module.css'

const empty: NonNullable<FormValues['shadow']> = { host: 'localhost', port: 5432, database: 'postgres', user: 'postgres', sslmode: 'prefer' }

/** The server on which previews make their databases, if it is to be another one. */
export function ShadowFields() {
  const { t } = useTranslation('environments')
  const { control, setValue } = useFormContext<FormValues>()
  const shadow = useWatch({ control, name: 'shadow' })
  const choose = (named: boolean) => {
    setValue('shadow', named ? empty : undefined, { shouldDirty: true })
    if (!named) setValue('shadowPassword', undefined)
  }
  return (
    <fieldset className={css.set}>
      <legend className={css.legend}>{t('detail.shadow')}</legend>
      <Switch className={css.six} label={t('shadow.named')} aria-describedby="shadow-help" checked={shadow !== undefined} onChange={(event) => choose(event.currentTarget.checked)} />
      <p id="shadow-help" className={css.help}>
        {t('shadow.help')}
      </p>
      {shadow && (
        <>
          <Text name="shadow.host" label={t('fields.host')} className={css.four} />
          <Port name="shadow.port" />
          <Text name="shadow.database" label={t('shadow.database')} className={css.three} />
          <Text name="shadow.user" label={t('fields.user')} className={css.three} />
          <ShadowPassword />
          <SslMode name="shadow.sslmode" />
        </>
      )}
    </fieldset>
  )
}

function ShadowPassword() {
  const { t } = useTranslation('environments')
  const { control } = useFormContext<FormValues>()
  return (
    <Controller
      control={control}
      name="shadowPassword"
      render={({ field }) => (
        <PasswordInput
          className={css.three}
          label={t('fields.password')}
          placeholder={t('shadow.passwordStays')}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('form.passwordShow'), tabIndex: 0 }}
          value={field.value ?? ''}
          onChange={(event) => field.onChange(event.currentTarget.value || undefined)}
          onBlur={field.onBlur}
        />
      )}
    />
  )
}
