import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import css from './sign-in.module.css'

/** A password that can be looked at; says when Caps Lock is on. */
export function SecretInput(props: PasswordInputProps) {
  const { t } = useTranslation('access')
  const [caps, setCaps] = useState(false)
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'))
  return (
    <div>
      <PasswordInput visibilityToggleButtonProps={{ 'aria-label': t('signIn.look') }} {...props} onKeyDown={look} onKeyUp={look} onBlur={() => setCaps(false)} />
      <p className={css.caps} role="status">
        {caps && t('signIn.capsLock')}
      </p>
    </div>
  )
}
