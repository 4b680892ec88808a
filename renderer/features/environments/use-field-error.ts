import { get, useFormState, type FieldError, type FieldPath } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { FormValues } from './environment-form.tsx'

/** What is wrong with a field, in words; the schema's issue codes are the types of the errors. */
export function useFieldError(name: FieldPath<FormValues>): string | undefined {
  const { t } = useTranslation('environments')
  const { errors } = useFormState<FormValues>({ name })
  const error = get(errors, name) as FieldError | undefined
  if (!error) return undefined
  if (error.type === 'too_small' || error.type === 'invalid_type') return t('invalid.required')
  if (error.type === 'too_big') return t('invalid.tooLong')
  if (error.type === 'invalid_format') return t('invalid.name')
  return error.message ?? t('invalid.required')
}
