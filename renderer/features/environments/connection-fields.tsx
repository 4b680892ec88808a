import { Checkbox, NumberInput, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { Controller, useFormContext, useWatch, type FieldPath } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { environmentClassSchema, environmentSchema, sslModeSchema } from '#shared/contract/environments.ts'
import { usePathHelp } from '../../app/server-path.ts'
import { EnvDot } from '../../ui/env-dot.tsx'
import type { FormValues } from './environment-form.tsx'
import { ChooseButton } from './choose-button.tsx'
import { useFieldError } from './use-field-error.ts'
import css from './environment-form.module.css'

const colours = environmentSchema.shape.colour.options
const usual = { development: 'green', staging: 'amber', production: 'red' } as const

export function ConnectionFields({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation('environments')
  return (
    <>
      <Identity />
      <fieldset className={css.set}>
        <legend className={css.legend}>{t('detail.connection')}</legend>
        <Text name="connection.host" label={t('fields.host')} className={css.four} />
        <Port name="connection.port" />
        <Text name="connection.database" label={t('fields.database')} className={css.three} />
        <Text name="connection.user" label={t('fields.user')} className={css.three} />
        <Password hasPassword={hasPassword} />
        <SslMode name="connection.sslmode" />
        <details className={css.more}>
          <summary>{t('form.more')}</summary>
          <div className={css.set}>
            <Text name="connection.sslrootcert" label={t('fields.sslrootcert')} className={css.six} optional choose="file" />
            <Text name="connection.sslcert" label={t('fields.sslcert')} className={css.three} optional choose="file" />
            <Text name="connection.sslkey" label={t('fields.sslkey')} className={css.three} optional choose="file" />
            <Text name="connection.service" label={t('fields.service')} className={css.three} optional />
          </div>
        </details>
      </fieldset>
    </>
  )
}

function Identity() {
  const { t } = useTranslation(['environments', 'common'])
  const { control } = useFormContext<FormValues>()
  const kind = useWatch({ control, name: 'class' }) ?? 'development'
  return (
    <fieldset className={css.identity}>
      <Text name="name" label={t('environments:fields.name')} />
      <div className={css.classes}>
        <span className={css.label} id="class-label">
          {t('environments:fields.class')}
        </span>
        <Controller
          control={control}
          name="class"
          render={({ field }) => (
            <SegmentedControl
              fullWidth
              aria-labelledby="class-label"
              value={field.value ?? 'development'}
              onChange={field.onChange}
              data={environmentClassSchema.options.map((value) => ({ value, label: t(`common:class.${value}`) }))}
            />
          )}
        />
      </div>
      <Controller
        control={control}
        name="colour"
        render={({ field }) => (
          <Select
            label={t('environments:fields.colour')}
            value={field.value ?? usual[kind]}
            onChange={field.onChange}
            data={colours.map((value) => ({ value, label: t(`environments:colours.${value}`) }))}
            leftSection={<EnvDot colour={field.value ?? usual[kind]} />}
            renderOption={({ option }) => (
              <>
                <EnvDot colour={option.value as (typeof colours)[number]} /> {option.label}
              </>
            )}
          />
        )}
      />
    </fieldset>
  )
}

interface TextProps {
  name: FieldPath<FormValues>
  label: string
  className?: string | undefined
  description?: string
  /** An empty field is an absent one. */
  optional?: boolean
  /** What a dialog of the desktop may choose for it. */
  choose?: 'folder' | 'file'
}

export function Text({ name, label, className, description, optional = false, choose }: TextProps) {
  const { register } = useFormContext<FormValues>()
  const error = useFieldError(name)
  const pathHelp = usePathHelp()
  return (
    <TextInput
      label={label}
      description={choose ? pathHelp(description) : description}
      className={className}
      error={error}
      autoComplete="off"
      spellCheck={false}
      rightSection={choose && <ChooseButton name={name} kind={choose} label={label} />}
      {...register(name, optional ? { setValueAs: (value: unknown) => (value === '' ? undefined : value) } : {})}
    />
  )
}

export function Port({ name }: { name: 'connection.port' | 'shadow.port' }) {
  const { t } = useTranslation('environments')
  const { control } = useFormContext<FormValues>()
  const error = useFieldError(name)
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => <NumberInput className={css.two} label={t('fields.port')} hideControls allowDecimal={false} error={error} value={field.value as number} onChange={field.onChange} onBlur={field.onBlur} />}
    />
  )
}

function Password({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation('environments')
  const { control } = useFormContext<FormValues>()
  return (
    <Controller
      control={control}
      name="password"
      render={({ field }) => (
        <div className={css.three}>
          <PasswordInput
            label={t('fields.password')}
            placeholder={field.value === '' ? t('form.passwordForgotten') : hasPassword ? t('form.passwordKept') : ''}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('form.passwordShow'), tabIndex: 0 }}
            value={field.value ?? ''}
            onChange={(event) => field.onChange(event.currentTarget.value || undefined)}
            onBlur={field.onBlur}
          />
          {hasPassword && (
            <Checkbox mt={6} label={t('form.passwordForget')} checked={field.value === ''} onChange={(event) => field.onChange(event.currentTarget.checked ? '' : undefined)} />
          )}
        </div>
      )}
    />
  )
}

export function SslMode({ name }: { name: 'connection.sslmode' | 'shadow.sslmode' }) {
  const { t } = useTranslation('environments')
  const { control } = useFormContext<FormValues>()
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <Select
          className={css.three}
          label={t('fields.sslmode')}
          value={field.value ?? 'prefer'}
          onChange={field.onChange}
          data={sslModeSchema.options.map((value) => ({ value, label: `${value}: ${t(`sslmodes.${value}`)}` }))}
        />
      )}
    />
  )
}
