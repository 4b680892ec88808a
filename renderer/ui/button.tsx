import { Tooltip } from '@mantine/core'
import { useId, type ButtonHTMLAttributes, type MouseEvent, type ReactElement, type ReactNode, type Ref } from 'react'
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
  /** Why this person may not press it: said on it, which stays within reach of the keyboard. */
  refused?: string | null | undefined
  ref?: Ref<HTMLButtonElement>
}

export function Button({ variant = 'default', size = 'm', icon, keys, busy = false, wide = false, refused, className, children, disabled, ...rest }: ButtonProps) {
  const classes = [css.button, css[variant], css[size], wide && css.wide, busy && css.busy, refused && css.refused, className].filter(Boolean).join(' ')
  const why = useRefusal(refused)
  return why.around(
    <button type="button" className={classes} disabled={!refused && (disabled || busy)} aria-busy={busy || undefined} {...rest} {...why.props}>
      {icon}
      <span className={css.label}>{children}</span>
      {keys && <KeyHint keys={keys} />}
    </button>,
  )
}

/** What makes a button one that may not be pressed but can be reached and read. */
function useRefusal(refused: string | null | undefined) {
  const id = useId()
  if (!refused) return { props: {}, around: (button: ReactElement) => button }
  const hold = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    props: { 'aria-disabled': true, 'aria-describedby': id, onClick: hold },
    around: (button: ReactElement) => (
      <>
        <Tooltip label={refused} multiline maw={300} openDelay={100} events={{ hover: true, focus: true, touch: true }}>
          {button}
        </Tooltip>
        <span id={id} hidden>
          {refused}
        </span>
      </>
    ),
  }
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  /** Name for tooltips and screen readers. */
  label: string
  icon: ReactNode
  keys?: string
  pressed?: boolean
  /** Why this person may not press it. */
  refused?: string | null | undefined
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({ label, icon, keys, pressed, refused, className, disabled, ...rest }: IconButtonProps) {
  const why = useRefusal(refused)
  const tip = keys ? (
    <>
      {label} <KeyHint keys={keys} />
    </>
  ) : (
    label
  )
  const button = (
    <button type="button" className={[css.iconButton, refused && css.refused, className].filter(Boolean).join(' ')} aria-label={label} aria-pressed={pressed} disabled={!refused && disabled} {...rest} {...why.props}>
      {icon}
    </button>
  )
  return refused ? why.around(button) : <Tooltip label={tip}>{button}</Tooltip>
}
