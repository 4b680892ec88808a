import { useTranslation } from 'react-i18next'
import { passwordStrength, shortestPassword, type Strength } from './password-strength.ts'
import { SecretInput } from './secret-input.tsx'
import css from './sign-in.module.css'

export interface TwoPasswords {
  first: string
  again: string
}

interface NewPasswordProps {
  value: TwoPasswords
  onChange: (value: TwoPasswords) => void
  /** Words that belong to the person. */
  own: readonly string[]
  label: string
}

const bars: Record<Strength, number> = { short: 0, guessable: 1, fair: 2, good: 3, strong: 4 }

export function isNewPassword({ first, again }: TwoPasswords): boolean {
  return first.length >= shortestPassword && first === again
}

/** A password typed twice, with an honest word on how well it stands. */
export function NewPassword({ value, onChange, own, label }: NewPasswordProps) {
  const { t } = useTranslation('access')
  const { first, again } = value
  const strength = passwordStrength(first, own)
  return (
    <>
      <div>
        <SecretInput label={label} name="new-password" autoComplete="new-password" required withAsterisk={false} aria-describedby="password-strength" value={first} onChange={(event) => onChange({ ...value, first: event.currentTarget.value })} />
        <div className={css.strength} data-strength={first === '' ? undefined : strength}>
          <span className={css.bars} aria-hidden>
            {[1, 2, 3, 4].map((bar) => (
              <i key={bar} data-on={first !== '' && bar <= bars[strength]} />
            ))}
          </span>
          <span id="password-strength" role="status">
            {first === '' ? t('strength.hint', { count: shortestPassword }) : strength === 'short' ? t('strength.short', { count: shortestPassword - first.length }) : t(`strength.${strength}`)}
          </span>
        </div>
      </div>
      <SecretInput label={t('password.again')} name="new-password-again" autoComplete="new-password" required withAsterisk={false} error={again !== '' && !first.startsWith(again) && t('password.differs')} value={again} onChange={(event) => onChange({ ...value, again: event.currentTarget.value })} />
    </>
  )
}
