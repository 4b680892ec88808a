import { useId, type ReactNode } from 'react'
import css from './field.module.css'

interface FieldProps {
  label: ReactNode
  /** Words under the control. */
  help?: ReactNode
  error?: ReactNode
  /** Gets the ids for the control: `id`, `aria-describedby`, `aria-invalid`. */
  children: (control: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }) => ReactNode
}

/** Label, control, help and error of a control that is not one of the kit's inputs. */
export function Field({ label, help, error, children }: FieldProps) {
  const id = useId()
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {help && (
        <p id={`${id}-help`} className={css.help}>
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={css.error} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

/** Pairs of a name and a value, aligned. Values that are absent are left out. */
export function Facts({ facts }: { facts: readonly (readonly [label: ReactNode, value: ReactNode])[] }) {
  return (
    <dl className={css.facts}>
      {facts.map(([label, value], index) =>
        value === undefined || value === null || value === '' ? null : (
          <div key={index}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
