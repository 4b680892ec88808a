import { useClipboard } from '@mantine/hooks'
import { Check, Copy, EyeOff } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import css from './people.module.css'

/** A password or a token that nobody can read again. */
export function SecretOnce({ label, secret, note }: { label: string; secret: string; note: string }) {
  const { t } = useTranslation('people')
  const id = useId()
  const clipboard = useClipboard({ timeout: 4_000 })
  return (
    <div className={css.once}>
      <label htmlFor={id}>{label}</label>
      <div className={css.secret}>
        <input id={id} className={css.mono} readOnly value={secret} spellCheck={false} autoComplete="off" onFocus={(event) => event.currentTarget.select()} />
        <Button icon={clipboard.copied ? <Check /> : <Copy />} data-autofocus onClick={() => clipboard.copy(secret)}>
          {clipboard.copied ? t('once.copied') : t('once.copy')}
        </Button>
      </div>
      {clipboard.error && <p className={css.note} role="alert">{t('once.byHand')}</p>}
      <p className={css.warning}>
        <EyeOff aria-hidden /> {t('once.only')}
      </p>
      <p className={css.lesser}>{note}</p>
    </div>
  )
}
