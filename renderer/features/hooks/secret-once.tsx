import { useClipboard } from '@mantine/hooks'
import { Check, Copy } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import css from './hooks.module.css'

interface SecretOnceProps {
  title: string
  secret: string
  /** What it is for. */
  note: string
  onClose: () => void
}

/** A secret that nobody can read again: the dialog closes by its button alone. */
export function SecretOnce({ title, secret, note, onClose }: SecretOnceProps) {
  const { t } = useTranslation('hooks')
  const id = useId()
  return (
    <Dialog open locked onClose={onClose} title={title} width={560} foot={<Button variant="primary" onClick={onClose}>{t('secret.kept')}</Button>}>
      <div className={css.form}>
        <p>{note}</p>
        <div>
          <label className={css.label} htmlFor={id}>
            {t('secret.label')}
          </label>
          <div className={css.copyLine}>
            <input id={id} className={css.secret} readOnly value={secret} spellCheck={false} autoComplete="off" onFocus={(event) => event.currentTarget.select()} />
            <CopyButton text={secret} />
          </div>
        </div>
        <p className={css.warning}>{t('secret.once')}</p>
      </div>
    </Dialog>
  )
}

export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation('common')
  const clipboard = useClipboard({ timeout: 3_000 })
  return (
    <Button icon={clipboard.copied ? <Check /> : <Copy />} onClick={() => clipboard.copy(text)}>
      {clipboard.copied ? t('copied') : t('copy')}
    </Button>
  )
}
