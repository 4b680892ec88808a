import { Tooltip } from '@mantine/core'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { KeyHint } from './key-hint.tsx'
import css from './button.module.css'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: one a screen. `danger`: outlined red, never the default of Enter. `quiet`: no border. */
  variant?: 'default' | 'primary' | 'danger' | 'quiet'
  /** `l` only where a screen has nothing else to press. */
  size?: 's' | 'm' | 'l'
  icon?: ReactNode
  /** Shortcut shown at the end, such as `mod+Enter`. */
  keys?: string
  /** Work is under way: disabled, and said to assistive technology. */
  busy?: boolean
  wide?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({ variant = 'default', size = 'm', icon, keys, busy = false, wide = false, className, children, disabled, ...rest }: ButtonProps) {
  const classes = [css.button, css[variant], css[size], wide && css.wide, busy && css.busy, className].filter(Boolean).join(' ')
  return (
    <button type="button" className={classes} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {icon}
      <span className={css.label}>{children}</span>
      {keys && <KeyHint keys={keys} />}
    </button>
  )
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  /** Name for tooltips and screen readers. */
  label: string
  icon: ReactNode
  keys?: string
  pressed?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, icon, keys, pressed, className, ...rest }: IconButtonProps) {
  const tip = keys ? (
    <>
      {label} <KeyHint keys={keys} />
    </>
  ) : (
    label
  )
  return (
    <Tooltip label={tip}>
      <button type="button" className={[css.iconButton, className].filter(Boolean).join(' ')} aria-label={label} aria-pressed={pressed} {...rest}>
        {icon}
      </button>
    </Tooltip>
  )
}
